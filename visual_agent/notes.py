"""What the film tells its user about scenes that have no picture, in the film's language."""

from collections.abc import Mapping
from typing import Final

from contracts import Language

_NOTES: Final = {
    Language.ENGLISH: (
        "Scene {scenes} is drawn without a picture: {reason}.",
        "Scenes {scenes} are drawn without pictures: {reason}.",
    ),
    Language.PORTUGUESE: (
        "A cena {scenes} foi desenhada sem imagem: {reason}.",
        "As cenas {scenes} foram desenhadas sem imagens: {reason}.",
    ),
}
_AND: Final = {Language.ENGLISH: "and", Language.PORTUGUESE: "e"}
_REASONS: Final[Mapping[Language, Mapping[str, str]]] = {
    Language.ENGLISH: {
        "provider_refused": "the image provider refused to make what they show",
        "picture_unusable": "what the image provider sent could not be used",
        "provider_auth": "the image provider does not accept the operator's key",
        "provider_quota": "the operator's account at the image provider has no credit left",
        "provider_bad_request": "the image provider did not understand what was asked",
        "provider_rate_limited": "the image provider was too busy",
        "provider_unavailable": "the image provider did not answer",
    },
    Language.PORTUGUESE: {
        "provider_refused": "o provedor de imagens recusou-se a criar o que se pediu",
        "picture_unusable": "o que o provedor de imagens enviou não pôde ser usado",
        "provider_auth": "o provedor de imagens não aceita a chave do operador",
        "provider_quota": "a conta do operador no provedor de imagens está sem crédito",
        "provider_bad_request": "o provedor de imagens não entendeu o pedido",
        "provider_rate_limited": "o provedor de imagens estava ocupado demais",
        "provider_unavailable": "o provedor de imagens não respondeu",
    },
}


def notes_on(missing: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """Return one sentence for each reason, naming the scenes, given each scene's id and the code of its reason."""
    return tuple(_note(code, [id_ for id_ in missing if missing[id_] == code], language) for code in _codes(missing))


def _codes(missing: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(missing.values()))


def _note(code: str, ids: list[str], language: Language) -> str:
    singular, plural = _NOTES[language]
    numbers = [str(int(id_.removeprefix("s"))) for id_ in ids]
    listed = f" {_AND[language]} ".join([*filter(None, [", ".join(numbers[:-1])]), numbers[-1]])
    return (singular if len(ids) == 1 else plural).format(scenes=listed, reason=_REASONS[language].get(code, code))
