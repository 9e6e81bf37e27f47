"""Portuguese verbs that briefings use, their regular conjugation, and the irregular forms that matter."""

from typing import Final

import simplemma

from script_agent.tongues.base import VerbForm, vocabulary

# What a viewer can do with a product: `automatiza relatórios` may become `E se você pudesse automatizar relatórios?`.
_OF_THE_VIEWER: Final = vocabulary("""
    acelerar acessar acompanhar agendar agilizar ajustar alcançar ampliar analisar aprender aproveitar
    armazenar arquivar assistir aumentar automatizar avaliar baixar buscar calcular cancelar captar capturar
    centralizar combinar comparar compartilhar comprar comunicar conectar conferir conhecer conquistar
    construir consultar controlar converter coordenar cortar cozinhar criar cuidar customizar decorar
    descansar descobrir desenhar desenvolver detectar digitalizar diminuir dirigir dividir dominar dormir
    economizar editar eliminar emagrecer emitir encontrar entender enviar escolher escrever estudar evitar
    explorar exportar extrair faturar fazer fechar filtrar finalizar fortalecer gastar gerar gerenciar gerir
    guardar identificar importar imprimir integrar investir jogar lembrar ler liberar limpar localizar
    manter mapear medir melhorar minimizar misturar monitorar montar mudar negociar operar organizar
    otimizar ouvir padronizar pagar parcelar pedir perder personalizar pesquisar planejar plantar poupar
    praticar preparar prever priorizar processar produzir programar proteger publicar reaproveitar receber
    reciclar recuperar reduzir registrar relaxar remover renovar resolver respirar reunir revisar saborear
    salvar separar simplificar sincronizar substituir testar tocar trabalhar traduzir transferir transformar
    treinar trocar unificar usar validar vender ver verificar viajar visualizar viver voltar zerar
    """)
# What a product does and a viewer does not: said of the product, never turned around.
_OF_THE_PRODUCT: Final = vocabulary("""
    abrir acabar acolher adaptar alertar apoiar apresentar atender atuar avisar cobrir combater começar
    contar conter cumprir custar dar deixar destacar dispensar durar encurtar ensinar entregar envolver
    estimular explicar facilitar fornecer funcionar garantir hidratar iluminar incentivar incluir informar
    inspirar juntar levar mostrar notificar oferecer orientar pesar possuir potencializar promover
    proporcionar reconhecer reforçar respeitar responder rodar servir sugerir suportar ter tirar tornar
    trazer unir valorizar ajudar permitir possibilitar
    """)
# What nobody dreams of doing.
_UNWANTED: Final = vocabulary("cancelar diminuir esquecer evitar gastar perder")
_ALL: Final = _OF_THE_VIEWER | _OF_THE_PRODUCT

# Infinitive -> (it does, do!); the rest follows the rules below.
_IRREGULAR: Final = {
    "abrir": ("abre", "abra"),
    "cobrir": ("cobre", "cubra"),
    "construir": ("constrói", "construa"),
    "dar": ("dá", "dê"),
    "descobrir": ("descobre", "descubra"),
    "dormir": ("dorme", "durma"),
    "extrair": ("extrai", "extraia"),
    "fazer": ("faz", "faça"),
    "gerir": ("gere", "gira"),
    "incluir": ("inclui", "inclua"),
    "investir": ("investe", "invista"),
    "ler": ("lê", "leia"),
    "manter": ("mantém", "mantenha"),
    "conter": ("contém", "contenha"),
    "medir": ("mede", "meça"),
    "ouvir": ("ouve", "ouça"),
    "pedir": ("pede", "peça"),
    "perder": ("perde", "perca"),
    "possuir": ("possui", "possua"),
    "diminuir": ("diminui", "diminua"),
    "prever": ("prevê", "preveja"),
    "produzir": ("produz", "produza"),
    "reduzir": ("reduz", "reduza"),
    "traduzir": ("traduz", "traduza"),
    "reunir": ("reúne", "reúna"),
    "servir": ("serve", "sirva"),
    "substituir": ("substitui", "substitua"),
    "sugerir": ("sugere", "sugira"),
    "ter": ("tem", "tenha"),
    "transferir": ("transfere", "transfira"),
    "trazer": ("traz", "traga"),
    "ver": ("vê", "veja"),
    "viajar": ("viaja", "viaje"),
}
_SUBJUNCTIVE_SPELLING: Final = (
    ("car", "que"),
    ("gar", "gue"),
    ("çar", "ce"),
    ("cer", "ça"),
    ("ger", "ja"),
    ("gir", "ja"),
)


def _forms(infinitive: str) -> tuple[str, str]:
    if infinitive in _IRREGULAR:
        return _IRREGULAR[infinitive]
    stem, vowel = infinitive[:-2], infinitive[-2]
    does = stem + ("a" if vowel == "a" else "e")
    for ending, order in _SUBJUNCTIVE_SPELLING:
        if infinitive.endswith(ending):
            return does, infinitive.removesuffix(ending) + order
    return does, stem + ("e" if vowel == "a" else "a")


_BY_THIRD: Final = {_forms(verb)[0]: verb for verb in sorted(_ALL)}
_BY_ORDER: Final = {_forms(verb)[1]: verb for verb in sorted(_ALL)}
# Forms that are at least as often nouns, or other words, at the start of a sentence.
_ALSO_NOUNS: Final = vocabulary("""
    ajuda avalia baixa busca combina compra conta consulta corta custa entrega escolha leva limpa marca muda
    para pesquisa plante poupa prática procura prova reserva reforma salva separa serve testa toca traga
    troca usa venda viva volta registro controle uso preparo resgate corte toque troque reforço apoio
    encontro custo
    """)
_INFINITIVE_ENDINGS: Final = ("ar", "er", "ir", "or", "ôr")


def form_of(word: str, *, certain: bool) -> VerbForm | None:
    """Return which form of a verb a word is; only in a place where a verb has to stand do nouns' twins count."""
    if word in _ALSO_NOUNS and not certain:
        return None
    if word in _BY_THIRD:
        return VerbForm.THIRD
    if word in _BY_ORDER:
        return VerbForm.BASE
    if word in _ALL:
        return VerbForm.INFINITIVE
    return _form_by_dictionary(word) if certain else None


def infinitive_of(word: str, form: VerbForm) -> str | None:
    """Return the infinitive of a verb in a form that `form_of` named."""
    if form is VerbForm.INFINITIVE:
        return word
    table = _BY_THIRD if form is VerbForm.THIRD else _BY_ORDER
    return table.get(word) or _lemma(word)


def is_plural_verb(word: str) -> bool:
    """Return whether a word is what several do: `ocupam`."""
    return word.endswith(("am", "em")) and _lemma(word) is not None


def viewer_can(infinitive: str) -> bool:
    """Return whether a viewer can do what the verb says."""
    return infinitive in _OF_THE_VIEWER


def is_wanted(infinitive: str) -> bool:
    """Return whether a film may open with the wish to do this."""
    return infinitive not in _UNWANTED


def _lemma(word: str) -> str | None:
    lemma = simplemma.lemmatize(word, lang="pt") if word else ""
    return lemma if lemma.endswith(_INFINITIVE_ENDINGS) and len(lemma) > len("xir") else None


def _form_by_dictionary(word: str) -> VerbForm | None:
    lemma = _lemma(word)
    if lemma is None or not word.isalpha():
        return None
    if lemma == word:
        return VerbForm.INFINITIVE
    return VerbForm.THIRD if word == _forms(lemma)[0] else VerbForm.BASE if word == _forms(lemma)[1] else None
