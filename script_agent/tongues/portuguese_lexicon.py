"""The Portuguese words that steer how a briefing is read."""

import re
from typing import Final

from script_agent.tongues.base import Lexicon, vocabulary

_VIDEO: Final = r"(?:v[ií]deo|filme|clipe|comercial|an[úu]ncio|trailer|teaser|reels?|anima[çc][ãa]o|spot)"
_KINDS: Final = (
    r"(?:\s+(?:curto|breve|promocional|publicit[áa]rio|institucional|explicativo|educativo|animado|"
    r"profissional|din[âa]mico|"
    r"(?:de|do|da|para)\s+(?:apresenta[çc][ãa]o|lan[çc]amento|divulga[çc][ãa]o|marketing|vendas?|"
    r"redes sociais|\d+\s*(?:s|segundos))))*"
)
_FUNCTION_WORDS: Final = vocabulary("""
    a à ao aos as às até bem cada com como da das de dela dele delas deles depois desde dessa desse desta
    deste do dos e é ela elas ele eles em enquanto entre era essa essas esse esses esta está estão estas
    este estes eu foi há isso isto já lhe mais mas me mesmo meu meus minha minhas muito muita na nas nem no
    nos nós nossa nossas nosso nossos num numa não o onde os ou para pela pelas pelo pelos pode por porque
    pra qual quando que quem se sem ser seu seus sob sobre sua suas só são também te tem têm todo todos toda
    todas tu tudo um uma umas uns vai você vocês ainda apenas mesmo assim então aqui lá sempre nunca cujo
    cuja tão vem
    """)

LEXICON: Final = Lexicon(
    function_words=_FUNCTION_WORDS,
    abbreviations=vocabulary("""
    sr. sra. dr. dra. prof. profa. ex. etc. nº. av. r. tel. ltda. cia. aprox. pág. s.a.
    """),
    proper=frozenset(),
    acronyms=vocabulary("""
    api apis aws b2b b2c bi ceo clt cnpj cpf crm eua gps ia iot ios ip led lgpd mei ml nfe nf-e ong ongs onu
    pc pdf pdfs php pib pix pme pmes rh roi saas seo sla sms sp rj sql sus ti tv tvs url usb ux vip vr
    """),
    conjunction="e",
    conjuncts=re.compile(r",?\s+(?:e|&|além de)\s+|,\s+"),
    finite=re.compile(
        r"\b(?:é|são|está|estão|foi|foram|era|tem|têm|há|pode|podem|vai|vão|será|serão|deve|devem|"
        r"quer|querem|fica|ficam|"
        r"somos|temos|estamos|faz|fazem|virou|nasceu|chegou)\b",
        re.IGNORECASE,
    ),
    cut_before=vocabulary("""
    com sem para por pelo pela em no na nos nas num numa ao durante através usando porque onde enquanto
    quando desde graças incluindo entre sobre contra direto
    """),
    conditions=vocabulary("se exceto salvo só somente apenas até caso quando enquanto não"),
    subordinators=vocabulary("se quando enquanto como porque embora depois antes caso assim desde"),
    alternatives=frozenset({"e", "ou"}),
    subjects=re.compile(r"\b(?:eu|nós|você|vocês|eles|elas|ele|ela|que|quem)\b", re.IGNORECASE),
    backward=re.compile(
        r"^(?:(?:\w+,? ){1,3}(?:eles|elas|deles|delas|nele|nela|disso)\b|mas|porém|e|então|também|"
        r"isso|isto|esse|essa|esses|essas|este|esta|estes|estas|ele|ela|eles|elas|assim|"
        r"além disso|por isso|portanto|contudo|no entanto|entretanto|ainda|depois|seu|sua|seus|suas|já|"
        r"por exemplo|desse|dessa|disso|com isso|com ele|com ela|nele|nela|ambos|ambas|lá)\b",
        re.IGNORECASE,
    ),
    video_lead_ins=(
        re.compile(
            rf"^(?:por favor,?\s+)?(?:cri[ea]r?|fa[çc]a|fazer|produza|produzir|ger[ea]r?|prepar[ea]r?|"
            rf"quero|queremos|preciso de|"
            rf"precisamos de|este é|esse é)\s+(?:um|uma|o|a)?\s*{_VIDEO}{_KINDS}\s*",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?:um|uma|o|a|este|esse)?\s*{_VIDEO}{_KINDS}\s+(?=(?:sobre|para|de|do|da|que|mostrando|"
            rf"apresentando)\b)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?:o|este|esse|nosso)\s+{_VIDEO}\s+(?:deve|precisa|vai|tem que|deverá)?\s*"
            r"(?=(?:mostr|explic|apresent|destac|cont|divulg|demonstr|fal|mencion)\w+)",
            re.IGNORECASE,
        ),
    ),
    video_links=(
        re.compile(r"^(?:sobre|de|do|da|para|que|deve)\s+(?=\S)", re.IGNORECASE),
        re.compile(
            r"^(?:queremos |quero |é preciso )?(?:mostr|explic|apresent|destac|demonstr|divulg|mencion|enfatiz)"
            r"(?:e|ar|ando|a|am|em|quem?|car|cando|gue|gar|gando|ca|ga)\s+(?:que\s+|como\s+)?",
            re.IGNORECASE,
        ),
    ),
    orders_to_tell=re.compile(
        r"^(?:por favor,? )?(?:mostr|explic|apresent|destac|demonstr|divulg|mencion|enfatiz|cont|"
        r"dig)(?:e|ar|a|quem?|que|car|ca)\s+"
        r"(?:que|como)\s+",
        re.IGNORECASE,
    ),
    stage_directions=re.compile(
        rf"\b(?:o|este|esse|nosso|a) (?:{_VIDEO[3:-1]}|locu[çc][ãa]o|locutora?|narra[çc][ãa]o|"
        rf"narradora?|trilha sonora|m[úu]sica|"
        r"c[âa]mera)\s+(?:deve|deverá|precisa|tem que|vai|termina|come[çc]a|abre|fecha)\b|"
        r"^(?:use|usar|inclua|incluir|adicione|insira|termine com|comece com|mantenha|"
        r"mostre)\b.*\b(?:v[ií]deo|logo(?:tipo|marca)?|"
        r"m[úu]sica|cores|locu[çc][ãa]o|narra[çc][ãa]o|na tela|tom|cenas?|legendas?)\b|"
        r"^(?:tom|estilo|duração|formato|público|público-alvo|idioma|música|cta|chamada)\s*:",
        re.IGNORECASE,
    ),
    calls=re.compile(
        r"^(?i:acesse|veja mais|clique|Baixe|Compre|Inscreva-se|Experimente|Garanta|Reserve|Ligue|"
        r"Assine|Cadastre-se|Participe|Visite|Peça|"
        r"Solicite|Agende (?:já|agora|sua|uma)|Entre em contato|Saiba mais|Venha|Fale com|"
        r"Comece (?:já|agora|hoje)|Aproveite|Faça parte|"
        r"Siga|Doe|Matricule-se|Chame)\b"
    ),
    invitations=re.compile(r"^(?:aprend|descubr|descobr|conhe|explor|viv|experiment)\w+", re.IGNORECASE),
    pains=re.compile(
        r"\b(?:perd(?:e|em|emos|endo)|desperdiç\w+|cansad\w+|frustra\w+|difícil|difíceis|ninguém|"
        r"demais|sofr\w+|estress\w+|"
        r"dor de cabeça|esquec\w+|atras(?:o|os|ad\w+)|caro demais|complicad\w+|burocracia|bagunça|"
        r"sobrecarreg\w+)\b",
        re.IGNORECASE,
    ),
    title_lead_ins=re.compile(
        r"^(?:(?:o\s+)?(?:lançamento|apresentação|divulgação|anúncio|chegada)\s+(?:oficial\s+)?(?:de|do|da)\s+|"
        r"(?:conheça|apresentando|descubra|bem-vindos? a|lançando)\s+(?:o\s+|a\s+)?|"
        rf"(?:um\s+|o\s+)?{_VIDEO}{_KINDS}\s+(?:sobre|para|de|do|da)\s+(?:o\s+|a\s+)?)+",
        re.IGNORECASE,
    ),
    dangling=re.compile(r"(?:[,:(]|\s(?:em|no|na|pelo|pela|via|aqui|por|acesse|veja))+\s*(?=[.!?]?$)", re.IGNORECASE),
    title_generic=re.compile(
        rf"^(?:meu|nosso|o)?\s*(?:{_VIDEO}{_KINDS}|(?:lançamento|apresentação|demonstração|anúncio|"
        rf"campanha)(?:\s+\d+)*)$",
        re.IGNORECASE,
    ),
    title_suffix=re.compile(rf"\s+(?:-\s+)?{_VIDEO}{_KINDS}$", re.IGNORECASE),
    audience_everyone=re.compile(
        r"^(?:o )?(?:p[úu]blico(?: em)?(?: geral)?|geral|todos(?: os p[úu]blicos)?|qualquer pessoa|"
        r"todo mundo)$",
        re.IGNORECASE,
    ),
    everyone="todo mundo",
    several_people=re.compile(r"^(?:os |as )?\w+s\b", re.IGNORECASE),
    stand_ins=vocabulary("ele ela"),
    binders=vocabulary("de do da dos das"),
    audience_lead_ins=re.compile(
        r"^(?:público(?:[- ]alvo)?\s*(?::|é|,)\s*|(?:voltad[oa]|direcionad[oa]|destinad[oa])s?\s+(?:a|"
        r"para)\s+|para\s+(?:os\s+|as\s+)?|"
        r"principalmente\s+|sobretudo\s+)+",
        re.IGNORECASE,
    ),
    video_word=re.compile(rf"\b{_VIDEO}\b", re.IGNORECASE),
    article=re.compile(r"(?:um|uma|o|a|nosso|nossa)\s", re.IGNORECASE),
    this_is="É {thing}.",
    item_subject="",
    in_short="Em resumo: ",
    visit="Acesse",
    phone="Ligue",
    eyebrow_audience="Para {audience}",
    audience_scene="Para quem? Para *{audience}*.",
    recap_heading="Em *resumo*",
    strong=vocabulary("""
    grátis gratuito gratuita gratuitamente hoje agora já primeiro desconto economize
    """),
    quantifiers=re.compile(r"\b(?:mais de|até|apenas|só|cerca de|quase|menos de|pelo menos)\s*$", re.IGNORECASE),
    up_to=frozenset({"para", "a"}),
    number_scales=r"mil|milhão|milhões|bilhão|bilhões",
    number_units=(
        r"segundos?|minutos?|horas?|dias?|semanas?|m[êe]s(?:es)?|anos?|vezes|reais|euros|dólares|"
        r"km|kg|g|mg|kWh|GB|TB|MB|pessoas|usuários|clientes|países|cidades|estrelas|idiomas|alunos|"
        r"alunas|estudantes|empresas|"
        r"por cento|pontos|gramas|litros|metros|mil pessoas|famílias|produtores|municípios"
    ),
    short_film_note=(
        "O briefing diz menos do que cabe em {seconds} segundos, por isso as pausas são mais longas; "
        "uma descrição mais completa faz um filme mais completo."
    ),
    understudy_note="O modelo de linguagem pago não pôde escrever este roteiro ({reason}); o redator local escreveu.",
)
