"""The English words that steer how a briefing is read."""

import re
from typing import Final

from script_agent.tongues.base import Lexicon, vocabulary

_VIDEO: Final = (
    r"(?:video|film|clip|movie|ad|advert|advertisement|commercial|spot|trailer|teaser|reel|animation|explainer|"
    r"presentation|promo)"
)
_KINDS: Final = (
    r"(?:(?:short|brief|quick|new|promotional|promo|product|launch|marketing|corporate|institutional|"
    r"educational|"
    r"explainer|explanatory|presentation|introductory|demo|social[- ]media|instagram|youtube|tiktok|"
    r"\d+[- ]?s(?:ec(?:ond)?s?)?|"
    r"professional|exciting|engaging|dynamic|fun|inspiring|informative|animated|\w+-minute)\s+)*"
)
_FUNCTION_WORDS: Final = vocabulary("""
    a about above after again against all along also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each even ever every few for from
    further had has have having he her here hers him his how i if in into is it its itself just let like may
    me might more most much must my no nor not now of off on once one only onto or other our ours out over
    own per quite rather really s same shall she should so some still such t than that the their theirs them
    then there these they this those though through to too under until up upon us very via was we were what
    when where whether which while who whom whose why will with within without would yet you your yours
    yourself you're it's we're they're don't that's isn't what's
    """)

LEXICON: Final = Lexicon(
    function_words=_FUNCTION_WORDS,
    abbreviations=vocabulary("""
    mr. mrs. ms. dr. prof. st. vs. e.g. i.e. etc. inc. ltd. co. no. approx. a.m. p.m. u.s. u.k.
    """),
    proper=vocabulary("""
    african american asian australian brazilian british canadian chinese christian dutch english european
    french german greek indian irish italian japanese jewish korean latin londoners mexican muslim
    portuguese scottish spanish turkish i
    """),
    acronyms=vocabulary("""
    ai api apis ar aws b2b b2c bi cad ceo cfo co2 crm cto diy dna erp eu faq gdpr gps hr hiit hvac id iot
    ios ip iso it kpi kpis led llm mba ml nasa nfc nfl ngo ngos npr ok pc pdf pdfs php pos pr qr rfid roi
    saas sap sdk seo sla sms sql tv tvs ui uk un url us usa usb ux vat vip vpn vr
    """)
    - {"it", "us", "id", "ar"},
    conjunction="and",
    conjuncts=re.compile(r",?\s+(?:and|&|plus|as well as)\s+|,\s+"),
    finite=re.compile(
        r"\b(?:am|is|are|was|were|isn't|aren't|has|have|had|does|do|did|don't|doesn't|can|can't|could|"
        r"will|won't|would|"
        r"should|must|may|might|it's|that's|we're|you're|they're|we've|you've|i'm|let's)\b",
        re.IGNORECASE,
    ),
    cut_before=vocabulary("""
    with without for from in on at across through throughout using by so because while where when which
    including such during after before into via thanks between among over under against toward towards
    """),
    conditions=vocabulary("if unless except only until provided when while not"),
    subordinators=vocabulary("""
    if when while as because although though since after before until unless once whenever
    """),
    alternatives=frozenset({"and", "or"}),
    subjects=re.compile(r"\b(?:i|we|you|they|it|he|she|that|which|who)\b", re.IGNORECASE),
    backward=re.compile(
        r"^(?:(?:\w+,? ){1,3}(?:they|them|these|those)\b|but|however|and|so|then|also|that|this|these|"
        r"those|they|them|yet|instead|still|therefore|thus|besides|"
        r"moreover|furthermore|in addition|as a result|for example|for instance|after that|he|she|its|"
        r"their|there|both|"
        r"either|neither|such|otherwise|meanwhile|that's|this is)\b",
        re.IGNORECASE,
    ),
    video_lead_ins=(
        re.compile(
            rf"^(?:please\s+)?(?:create|make|produce|generate|build|prepare|write|we (?:need|want)|"
            rf"i (?:need|want)|this is)\s+"
            rf"(?:me\s+|us\s+)?(?:an?|the|our|this)?\s*{_KINDS}{_VIDEO}\s*(?:script\s+)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?:an?|the|our|this)?\s*{_KINDS}{_VIDEO}\s+(?=(?:about|for|on|of|to|that|which|showing|"
            rf"present))",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?:the|this|our)\s+{_VIDEO}\s+(?:should|must|will|needs to|has to)?\s*"
            r"(?=(?:show|explain|present|highlight|introduce|tell|describe|demonstrate|mention|"
            r"showcase|announce|promote)s?\b)",
            re.IGNORECASE,
        ),
    ),
    video_links=(
        re.compile(
            r"^(?:about|on|of|for|to|that|which|should|must)\s+(?:how\s+to\s+|how\s+(?!many|much|long|"
            r"often))?(?=\S)",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:we (?:want|would like|need) to\s+)?"
            r"(?:show(?:ing|s)?|explain(?:ing|s)?|present(?:ing|s)?|highlight(?:ing|s)?|introduc(?:e|es|ing)|"
            r"demonstrat(?:e|es|ing)|mention(?:ing|s)?|showcas(?:e|es|ing)|emphasi[sz](?:e|es|ing)|"
            r"announc(?:e|es|ing)|"
            r"promot(?:e|es|ing)|describ(?:e|es|ing)|tell(?:ing|s)?(?:\s+(?:people|viewers|them|us))?)"
            r"\s+(?:(?:viewers|people|everyone|customers|the audience)\s+)?(?:that\s+|how\s+to\s+|"
            r"how\s+(?!many|much|long|often)|about\s+)?",
            re.IGNORECASE,
        ),
    ),
    orders_to_tell=re.compile(
        r"^(?:please )?(?:show|explain|highlight|mention|tell|emphasi[sz]e|demonstrate|describe|stress|"
        r"make (?:it )?clear)\s+"
        r"(?:(?:viewers|people|everyone|customers|them|us|the audience)\s+)?"
        r"(?:that\s+|how\s+to\s+|how\s+(?!many|much|long|often|.*\b(?:can|could|should|may|must)\b)|"
        r"(?=(?:how|why|what|when|where)\b))",
        re.IGNORECASE,
    ),
    stage_directions=re.compile(
        rf"\b(?:the|this|our) (?:{_VIDEO[3:-1]}|narrat(?:or|ion)|voice-?over|soundtrack|music|camera)\s+"
        r"(?:should|must|needs?|has to|will|ends?|starts?|begins?|opens?|closes?)\b|"
        r"^(?:use|include|add|insert|end with|start with|begin with|keep|show|make)\b.*\b(?:video|"
        r"logo|music|colou?rs?|voice-?over|"
        r"narrat(?:or|ion)|footage|on[- ]screen|on the screen|animations?|tone|scenes?|subtitles?)\b|"
        r"^(?:tone|style|duration|length|format|audience|target audience|language|music|cta|"
        r"call to action)\s*:",
        re.IGNORECASE,
    ),
    calls=re.compile(
        r"^(?i:sign up|see |check out|read more|click|more info|subscribe|visit|try |buy|download|"
        r"book (?:a|your|now)|join|register|call|contact|order|shop now|"
        r"start (?:your|today|now|for free)|get started|learn more|apply|reserve|come (?:and|see|to|"
        r"by|visit)|donate|"
        r"request|schedule a|claim|enrol|enroll|follow us|pre-?order)\b"
    ),
    invitations=re.compile(r"^(?:learn|discover|explore|meet|join|experience|enjoy)\b", re.IGNORECASE),
    pains=re.compile(
        r"\b(?:waste[sd]?|wasting|los(?:e|es|ing)|struggl(?:e|es|ing)|tired of|frustrat\w+|"
        r"too (?:much|many|long|late|"
        r"expensive|slow|hard)|nobody|no one|stuck|forgotten|overwhelm\w*|suffer(?:s|ing)?|"
        r"stress(?:ed|ful)?|hard to|difficult|"
        r"never enough|thrown away|fail(?:s|ed|ing)?)\b",
        re.IGNORECASE,
    ),
    title_lead_ins=re.compile(
        r"^(?:the all-new\s+|(?:the\s+)?(?:official\s+)?(?:product\s+)?(?:launch|presentation|introduction|overview|"
        r"announcement)\s+(?:of|to|for)\s+|"
        r"(?:introducing|meet|discover|presenting|announcing|launching|welcome to|this is|get to know)\s+|"
        rf"(?:an?\s+|the\s+)?{_KINDS}{_VIDEO}\s+(?:for|about|of|on)\s+)+",
        re.IGNORECASE,
    ),
    dangling=re.compile(r"(?:[,:(]|\s(?:at|on|via|through|here|from|visit|see|to))+\s*(?=[.!?]?$)", re.IGNORECASE),
    title_generic=re.compile(
        rf"^(?:my|our|the|a)?\s*{_KINDS}(?:{_VIDEO}|launch|overview|introduction|demo|announcement|campaign)"
        r"(?:\s+(?:video|film|clip|\d+))*$",
        re.IGNORECASE,
    ),
    title_suffix=re.compile(
        rf"\s+{_KINDS}(?:{_VIDEO}|launch|overview|demo|announcement|campaign)(?:\s+{_VIDEO})?$", re.IGNORECASE
    ),
    audience_everyone=re.compile(
        r"^(?:the )?(?:general(?: public| audience)?|public|all(?: ages| audiences)?|any(?:one|body)|"
        r"every(?:one|body)|broad audience)$",
        re.IGNORECASE,
    ),
    everyone="everyone",
    several_people=re.compile(r"^(?:[\w'-]+ ){0,3}(?:\w+[^\Ws]s|people|men|women|children)\b", re.IGNORECASE),
    stand_ins=vocabulary("it this"),
    binders=frozenset({"of"}),
    audience_lead_ins=re.compile(
        r"^(?:(?:target\s+)?audience\s*(?::|is|,)\s*|(?:aimed|targeted|directed)\s+at\s+|for\s+|"
        r"mainly\s+|mostly\s+|primarily\s+)+",
        re.IGNORECASE,
    ),
    video_word=re.compile(rf"\b{_VIDEO}\b", re.IGNORECASE),
    article=re.compile(r"(?:an?|the|our|your)\s", re.IGNORECASE),
    this_is="This is {thing}.",
    item_subject="It ",
    in_short="In short: ",
    visit="Visit",
    phone="Call",
    eyebrow_audience="For {audience}",
    audience_scene="Who is this for? *{audience}*.",
    recap_heading="In *short*",
    strong=vocabulary("free today now trial first discount save"),
    quantifiers=re.compile(r"\b(?:more than|over|up to|only|just|about|nearly|almost|at least)\s*$", re.IGNORECASE),
    up_to=frozenset({"to"}),
    number_scales=r"million|billion|trillion|thousand",
    number_units=(
        r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|"
        r"km|miles|kg|g|mg|mph|kWh|GB|TB|MB|people|users|customers|countries|cities|stars|languages|"
        r"students|teams|companies|members|"
        r"euros|dollars|pounds|percent|per cent|points|grams|litres|liters|metres|meters"
    ),
    short_film_note=(
        "The briefing says less than {seconds} seconds can hold, so the pauses are longer; "
        "a fuller description makes a fuller film."
    ),
    understudy_note="The paid language model could not write this script ({reason}); the local writer did.",
)
