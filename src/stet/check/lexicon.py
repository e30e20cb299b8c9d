"""The closed word lists of checking: words that carry no fact, and words that change one.

All entries are dictionary forms (see engines.thesaurus.base) in lower case, unless a list says otherwise.
"""

STOP = frozenset(
    """a an the this that these those it its he him his she her hers they them their theirs we us our ours i me my you
    your who whom whose which what where when why how and or but nor so yet if then than as at by for from in into of
    on onto off out over to toward towards up upon with within through during since until while because although though
    about after before between among per via is are was were be been being am do does did done doing have has had
    having will would shall should may might can could must not no s t re ve ll d m there here also just only even
    still too very such own same other another some any each both either neither more most much many few less least
    however meanwhile thus therefore well now new one mr mrs ms dr sir lady lord""".split()
)

# What a desk or a machine leaves where a word is missing: it states nothing. Written in capitals.
PLACEHOLDERS = frozenset("unk tk tktk tbc xx xxx".split())

# Said by editors for the same act; the content of what was said is checked, not the verb.
SAYING = frozenset(
    """say tell report add announce note state declare explain claim comment remark write post tweet reveal confirm
    mention describe argue insist stress reporter journalist according statement""".split()
)

ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())

# Voices without a name, by the side they speak from: what one side says is not said by another.
VOICES = {
    base: kind
    for kind, bases in {
        "authorities": "police officer official authority authorities government ministry prosecutor investigator "
        "mayor minister spokesman spokeswoman spokesperson military army",
        "bystanders": "resident witness neighbour neighbor villager local passer-by onlooker",
        "relatives": "family relative parent mother father widow",
        "experts": "expert scientist researcher economist analyst academic",
        "opponents": "critic opponent activist campaigner protester rebel",
        "carers": "doctor nurse hospital medic surgeon",
    }.items()
    for base in bases.split()
}

# Houses that speak, and the words by one of which a source has them: without any, somebody else said it.
HOUSES = {
    "bank": "bank lender banker imf ecb fed bundesbank treasury",
    "court": "court tribunal judge justice magistrate ruling jury trial",
    "police": "police officer cop constable detective sheriff inspector sergeant trooper force fbi investigator",
    "army": "army military soldier troop force general colonel commander officer idf marine",
    "military": "army military soldier troop force general colonel commander officer idf navy pentagon",
    "ministry": "ministry minister department secretary government official office",
    "government": "government minister ministry president premier administration cabinet official state chancellor "
    "department secretary congress parliament authority governor",
    "department": "department ministry secretary agency bureau office official",
    "university": "university college campus professor academic researcher student school institute",
    "hospital": "hospital clinic doctor surgeon nurse medic patient physician",
    "parliament": "parliament senate congress assembly lawmaker legislator mp deputy house commons lords bundestag",
    "council": "council councillor councilman councilwoman city town mayor county borough",
    "union": "union worker strike member labor labour eu",
    "embassy": "embassy ambassador envoy diplomat consulate consul",
    "airline": "airline carrier flight plane airway",
    "church": "church bishop priest pope pastor vatican archbishop cardinal diocese",
}

NEGATIONS = frozenset(
    """not n't no never none neither nor nobody nothing nowhere without cannot can't won't don't didn't doesn't isn't
    wasn't weren't aren't hasn't haven't hadn't wouldn't couldn't shouldn't mustn't ain't unable hardly
    barely""".split()
)
DENIALS = frozenset("deny refuse fail decline reject lack avoid prevent".split())

# Surface forms to the strength with which a thing is said to be so.
MODALS = {
    **dict.fromkeys(("will", "'ll", "won't", "shall"), "will"),
    **dict.fromkeys(("would", "'d", "wouldn't"), "would"),
    **dict.fromkeys(("may", "might", "could", "couldn't", "possibly", "perhaps", "maybe", "potentially"), "may"),
    **dict.fromkeys(("must", "should", "shouldn't", "ought"), "should"),
    **dict.fromkeys(("likely", "probably", "expected"), "likely"),
    **dict.fromkeys(
        ("allegedly", "reportedly", "alleged", "allege", "alleges", "suspected", "purportedly", "supposedly"), "alleged"
    ),
    **dict.fromkeys(("can", "can't", "cannot"), "can"),
}

# Verbs, in dictionary form and folded as `SAME` does, after which "up to" says where something went.
UPWARDS = frozenset("move take lift bring send push go climb increase tick edge inch creep".split())
# What leaves open whether the thing was done: "tried to save", "a bid to win", "about to board".
UNREALISED = frozenset(
    """try attempt seek want wish hope plan aim intend prepare threaten ask urge order tell call invite encourage agree
    promise vow pledge offer propose consider expect demand beg push campaign fight race struggle swear appeal apply
    bid about ready willing eager keen reluctant proposal effort request threat motion bill""".split()
)
# Whom one urges to do a thing has not done it yet; what one considers doing, or is close to, neither.
URGED = frozenset("ask urge order tell call invite encourage want beg expect push appeal press request advise".split())
PONDERED = frozenset("consider propose suggest discuss contemplate recommend mull weigh".split())
NEARLY = frozenset({"nearly", "almost"})
# After these a clause is somebody's guess, "that" or none before it; "accused of lying" is a charge.
BELIEVING = frozenset("believe think suspect fear assume allege hope guess presume hint imply speculate".split())
CHARGING = frozenset("accuse suspect charge".split())
# "is thought to be": somebody's guess.
HEARSAY = frozenset("thought believed understood reported presumed feared suspected rumoured rumored said".split())
# What one does to another the other does to it.
MUTUAL = frozenset(
    """meet meeting marry wed divorce talk discuss speak border neighbour neighbor draw tie equal agree negotiate merge
    share cooperate collaborate compete resemble like same alongside along beside collide clash
    play face join""".split()
)
SCOPES = {
    **dict.fromkeys(("all", "every", "everyone", "everybody"), "all"),
    **dict.fromkeys(("most", "majority", "mostly"), "most"),
    **dict.fromkeys(("some", "several", "many", "certain", "numerous"), "some"),
    **dict.fromkeys(("few", "hardly", "little"), "few"),
    **dict.fromkeys(("none", "no", "nobody", "neither"), "none"),
    **dict.fromkeys(("half",), "half"),
}

# One group, one meaning, in news.
SAME = (
    "kill die dead death fatality toll perish deadly fatal slay",
    "injure injury wound hurt",
    "increase rise climb grow gain jump surge soar up higher growth raise advance rally",
    "decrease fall drop decline down lower plunge slump slide reduce reduction dip shrink cut tumble sink",
    "meeting summit talks talk negotiation meet",
    "arrest detain custody detention",
    "purchase buy acquire acquisition",
    "child kid youngster",
    "company firm business corporation corp",
    "start begin launch commence kick",
    "end finish conclude stop close",
    "police officer cop policeman policewoman",
    "ceasefire truce armistice",
    "wildfire fire blaze",
    "storm hurricane cyclone typhoon",
    "vote ballot poll",
    "doctor physician medic dr",
    "senator sen",
    "governor gov",
    "representative rep",
    "general gen",
    "colonel col",
    "captain capt",
    "lieutenant lt",
    "sergeant sgt",
    "professor prof",
    "lawyer attorney counsel",
    "large big huge massive major",
    "home house residence",
    "car vehicle automobile",
    "film movie",
    "job position post",
    "attack assault strike raid",
    "court judge tribunal",
    "pact deal agreement accord treaty",
    "spokesman spokeswoman spokesperson",
    "chairman chairwoman chair chairperson",
    "percent percentage pct %",
    "vehicle car truck",
    "plane aircraft jet airplane",
    "town city",
    "quarter q",
    "annual yearly",
    "monthly month",
    "ask inquire enquire question",
    "verify check confirm",
    "expensive costly",
    "teenager teen youth",
    "study research paper",
    "method approach technique",
    "promise vow pledge",
    "jail prison imprison",
    "resign quit step",
    "ban prohibit forbid outlaw illegal",
    "acquit acquittal clear",
    "row straight consecutive successive",
    "expect likely",
)

# Words that cannot both be true of one thing in one sentence.
OPPOSITE_GROUPS = (
    (
        "increase rise climb grow gain jump surge soar up higher growth raise advance rally above more high",
        "decrease fall drop decline down lower plunge slump slide reduce reduction dip shrink tumble sink below less "
        "low",
    ),
    ("unchanged", "increase rise climb grow gain jump surge soar raise decrease fall drop decline lower plunge cut"),
    ("kill die dead death fatality perish slay", "injure injury wound hurt survive rescue"),
    (
        "accept approve back support endorse agree favor favour adopt pass",
        "reject oppose refuse veto block condemn defeat",
    ),
    ("win victory beat victorious winner", "lose defeat loss loser"),
    ("open reopen start begin launch resume", "close shut end finish halt suspend stop"),
    ("arrive enter join", "leave exit depart quit"),
    ("guilty convict conviction", "innocent acquit acquittal clear"),
    ("arrest detain jail imprison", "release free"),
    ("buy purchase acquire", "sell sale"),
    ("borrow", "lend loan"),
    ("allow permit let legalize", "ban prohibit forbid bar block"),
    ("confirm admit acknowledge", "deny"),
    ("hire appoint recruit", "fire dismiss sack"),
    ("before earlier", "after later"),
    ("first", "last"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("left-wing liberal", "right-wing conservative"),
    ("democrat democratic", "republican gop"),
    ("man male boy son father husband brother", "woman female girl daughter mother wife sister"),
    ("profit surplus", "loss deficit"),
    ("success succeed successful", "failure fail unsuccessful"),
    ("strong strengthen", "weak weaken"),
    ("improve better", "worsen worse deteriorate"),
    ("expand", "contract shrink"),
    ("import", "export"),
    ("cause", "prevent"),
    ("present", "absent"),
    ("positive", "negative"),
    ("public", "private"),
    ("major", "minor"),
    ("old", "young"),
    ("day", "night"),
    ("maximum", "minimum"),
    ("majority", "minority"),
    ("inside", "outside"),
    ("attack", "defend defense"),
    ("remember", "forget"),
    ("like love enjoy", "dislike hate"),
    ("easy", "difficult hard"),
    ("safe", "dangerous"),
    ("rich", "poor"),
    ("early", "late"),
    ("long", "short"),
    ("cheap", "expensive"),
    ("true", "false"),
    ("uphold", "overturn quash overrule annul"),
    ("missing", "dead die kill"),
    ("promote", "demote relegate"),
    ("praise", "criticise criticize condemn"),
    ("tighten", "loosen ease relax"),
    ("upgrade", "downgrade"),
    ("lengthen extend", "shorten curtail"),
    ("defendant", "plaintiff"),
    ("employer", "employee"),
    ("landlord", "tenant"),
)

# "Un-" before these makes no opposite.
NOT_UNDONE = frozenset("earth less like ravel veil".split())

# Opposites in a dictionary that news uses of one act, from two sides.
TWO_SIDES = frozenset(map(frozenset, (("go", "come"), ("bring", "take"), ("give", "take"), ("lend", "borrow"))))

CURRENCIES = frozenset("dollar euro pound yen yuan ruble rouble franc crown krona rupee peso rand real lira".split())

# What a word before an office makes of it; "late" is of the person, not of the office.
STANDING = {
    **dict.fromkeys(("acting", "interim", "caretaker"), "acting"),
    **dict.fromkeys(("deputy", "vice", "assistant"), "deputy"),
    **dict.fromkeys(("incoming", "designate", "elect"), "incoming"),
}
FORMER = frozenset("former ex onetime erstwhile ex-president ex-minister late outgoing".split())
COMING = frozenset("acting interim incoming designate deputy vice assistant".split())
ROLES = frozenset(
    """president minister premier chancellor secretary senator governor mayor king queen prince princess pope
    chairman chairwoman director chief ceo executive general colonel captain commander ambassador judge justice
    congressman congresswoman representative speaker leader spokesman spokeswoman coach manager professor analyst
    lawyer prosecutor sheriff commissioner boss officer deputy treasurer founder owner envoy adviser advisor candidate
    cfo coo cto chair superintendent detective sergeant lieutenant bishop archbishop cardinal rabbi imam""".split()
)

# What somebody is by what they do.
BY_DEED = frozenset(
    """striker midfielder defender goalkeeper quarterback player champion singer musician artist actor actress author
    writer novelist poet campaigner activist candidate nominee politician""".split()
)

# Looser words for who holds an office or speaks for a house, and what they may stand for: whoever is the prime minister
# is a leader, not the other way.
LOOSE_OFFICES = {
    "authorities": frozenset("police official government ministry prosecutor investigator army military".split()),
    "official": frozenset(
        """police authorities spokesman spokeswoman ministry minister mayor governor prosecutor officer government
        department""".split()
    ),
    "ceo": frozenset({"chief", "executive"}),
    "executive": frozenset({"ceo"}),
    "chief": frozenset("ceo boss head director commissioner commander superintendent".split()),
    "boss": frozenset("ceo chief executive head director chairman owner manager president leader".split()),
    "head": frozenset("ceo chief boss director leader chairman president".split()),
    "leader": frozenset(
        """president minister premier chancellor chief head boss chairman chairwoman chair ceo king queen captain
        general commander bishop archbishop imam ayatollah""".split()
    ),
    "premier": frozenset({"minister"}),
    "minister": frozenset({"premier"}),
    "lawmaker": frozenset("senator congressman congresswoman representative deputy legislator".split()),
    "congressman": frozenset({"representative"}),
    "congresswoman": frozenset({"representative"}),
    "officer": frozenset(
        "detective sergeant lieutenant captain colonel major general inspector superintendent".split()
    ),
    "manager": frozenset({"coach"}),
    "coach": frozenset({"manager"}),
}

# A country, its people and its government, as news names them; the first is the one shown.
NATIONS = (
    "britain uk u.k british briton britons",
    "america us u.s usa u.s.a american americans united-states",
    "russia russian russians moscow kremlin",
    "ukraine ukrainian ukrainians kyiv kiev",
    "china chinese beijing",
    "france french paris",
    "germany german germans berlin",
    "italy italian italians rome",
    "spain spanish spaniard spaniards madrid",
    "japan japanese tokyo",
    "israel israeli israelis",
    "iran iranian iranians tehran",
    "iraq iraqi iraqis baghdad",
    "syria syrian syrians damascus",
    "turkey turkish turk turks ankara",
    "india indian indians",
    "pakistan pakistani pakistanis islamabad",
    "afghanistan afghan afghans kabul",
    "canada canadian canadians ottawa",
    "mexico mexican mexicans",
    "brazil brazilian brazilians",
    "australia australian australians canberra",
    "egypt egyptian egyptians cairo",
    "greece greek greeks athens",
    "ireland irish dublin",
    "scotland scottish scots",
    "wales welsh",
    "england english",
    "poland polish poles warsaw",
    "sweden swedish swedes",
    "norway norwegian norwegians",
    "denmark danish danes",
    "finland finnish finns",
    "netherlands dutch",
    "belgium belgian belgians",
    "switzerland swiss",
    "austria austrian austrians",
    "hungary hungarian hungarians",
    "portugal portuguese",
    "cuba cuban cubans",
    "venezuela venezuelan venezuelans",
    "argentina argentine argentinian argentines",
    "colombia colombian colombians",
    "chile chilean chileans",
    "peru peruvian peruvians",
    "korea korean koreans",
    "vietnam vietnamese",
    "thailand thai thais",
    "philippines philippine filipino filipinos",
    "indonesia indonesian indonesians",
    "malaysia malaysian malaysians",
    "nigeria nigerian nigerians",
    "kenya kenyan kenyans",
    "somalia somali somalis",
    "sudan sudanese",
    "libya libyan libyans",
    "yemen yemeni yemenis",
    "lebanon lebanese",
    "jordan jordanian jordanians",
    "palestine palestinian palestinians",
    "europe european europeans",
    "africa african africans",
    "asia asian asians",
    "scotland scot scots scottish",
)

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

# Words by which a writer gives a view or looks ahead.
OPINION = frozenset(
    """should must ought best worst great terrible beautiful brilliant awful sadly fortunately unfortunately arguably
    clearly obviously surely wonderful disgraceful shameful underscoring rare opportunity distinct advantage
    unpredictable complex""".split()
)
FORECAST = frozenset("may might could likely perhaps possibly probably potential potentially possibility".split())
