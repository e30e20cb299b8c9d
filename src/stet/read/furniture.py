"""What news sites put around an article, known by its words: buttons, counts, notes of law, calls to subscribe.

The lists come from the common page themes of news sites and from what browsers copy with a page; they hold phrases of
the trade, never of one site. A line must be furniture as a whole: an article that speaks of cookies keeps its sentence.
"""

import re

_BUTTONS = """
accept|accept all|accept all cookies|accept cookies|reject all|manage preferences|manage cookies|cookie settings|agree|i agree|got it|ok|close
|advert|advertisement|advertisements|ad|ads|adchoices|sponsored|sponsored content|promoted|promoted content|paid post|scroll to continue
|advertisement scroll to continue|story continues|story continues below|story continues below advertisement|article continues below
|article continues after advertisement|continue reading|continue|keep reading|read more|read more stories|learn more|see more|show more|load more
|load more articles|view more|more|read full story|read the full story|read full article|click here|swipe|tap here|expand|collapse
|share|share this|share this article|share this story|share this post|share on facebook|share on twitter|share on x|share via email|sharing
|tweet|tweet this|pin|pin it|post|email|e-mail|email this|print|print this|print this article|print article|facebook|twitter|whatsapp|linkedin
|reddit|x|instagram|youtube|telegram|tiktok|threads|bluesky|mastodon|messenger|pinterest|flipboard|tumblr|viber|line|signal|rss|rss feed|copy link|link copied
|copy url|link|copied|gift this article|gift article|save|save article|save for later|save this story|bookmark|favorite|like|dislike|likes|upvote
|downvote|follow|following|follow us|connect with us|stay connected|find us on|join us|join us on telegram|add us on google|follow topic|listen
|listen now|listen to this article|listen to article|watch|watch now|watch live|live tv|live|play|pause|mute|unmute|fullscreen|video|videos|photos|gallery|view gallery
|comment|comments|add comment|add a comment|leave a comment|leave a reply|post a comment|post comment|view comments|show comments|hide comments|see all comments|join the conversation|join the discussion|start the conversation|reply
|report|report abuse|report this ad|report an error|report a typo|report this comment|cancel reply|write a comment|no comments|no comments yet
|menu|open menu|close menu|main menu|navigation|open navigation menu|search|search for|search this site|toggle search|home|homepage|home page|news|sections|all sections|section
|log in|login|log out|sign in|sign out|sign up|sign up now|register|register now|create account|create an account|my account|account|profile|subscribe|subscribe now
|subscribe today|subscribe for free|subscribe to continue|already a subscriber|already a member|become a member|donate|donate now|support us|support our journalism|e-paper|epaper|newsletter
|newsletters|our newsletter|newsletter sign up|subscribe to our newsletter|sign up for our newsletter|sign up to our newsletter|get our newsletter|get the newsletter|enter your email|your email|your email address|email address|enter email
|skip to content|skip to main content|skip to navigation|skip to footer|skip ad|skip advertisement|jump to content|back to top|top|go to top|scroll to top|back|next|previous|prev
|about|about us|contact|contact us|careers|jobs|advertise|advertise with us|sitemap|site map|help|faq|faqs|feedback|press|privacy|privacy policy|privacy notice|terms|terms of use|terms of service|terms and conditions|terms & conditions|cookie policy|cookie notice|cookies|cookies policy|legal|legal notice|imprint|disclaimer|accessibility|do not sell my personal information|your privacy choices|corrections|ethics policy|masthead|editorial policy|our team|shop|store|apps|download app|get the app|weather|horoscopes|crossword|puzzles|games|podcasts|obituaries|classifieds
|loading|loading...|please wait|image|images|photo|graphic|file photo|file|caption|hide caption|toggle caption|enlarge this image|view image in fullscreen|getty|getty images|image source|image caption|media caption|figure|slide show|slideshow|next slide|click to enlarge|view larger image
|font size|text size|a a a|aa|small|medium|large|dark mode|light mode|translate|select language|language|english|edition|us edition|uk edition|international edition
|tags|tag|topics|topic|related topics|filed under|posted in|categories|category|keywords|in this article|in this story|on this page|table of contents|contents|explore more
|published|published on|published at|published by|posted|posted on|posted by|posted at|updated|updated on|last updated|last updated on|last modified|first published|on|by|at|in|via|and|written by|author|authors|source|sources|edited by|reported by|reviewed by|fact checked|fact checked by|date|time|views|shares|reads|reactions|was this article helpful?|was this helpful?|yes|no|thank you|thanks|rate this article|rate this story|react|how do you feel about this?
|breaking|breaking news|just in|exclusive|developing|alert|alerts|get alerts|turn on notifications|enable notifications|notifications|not now|no thanks|maybe later|allow|block|new|premium|plus|subscriber only|subscribers only|for subscribers|members only|free|offer
"""
_FOLLOW_ON = """
related|related news|related articles|related stories|related posts|related content|related coverage|related reading|related topics|related links|related items|related video|related videos|related to this story|related story|related article
|more|more news|more stories|more articles|more coverage|more on this|more on this story|more on this topic|more like this|more to read|more to explore|more for you|more headlines|more top stories|more top headlines|also read|also on|see also|read also|also in the news|further reading|read next|read this next|up next|next up|next read|next article|next story|next post|previous article|previous story|previous post|next in|what to read next|keep reading
|you may like|you might like|you may also like|you might also like|you may also be interested in|you might also be interested in|you may have missed|people also read|others also read|readers also read|readers also liked|recommended|recommended for you|recommended stories|recommended reading|recommended articles|we recommend|suggested|suggested for you|suggestions|for you|handpicked for you|picked for you|from around the web|around the web|from the web|paid content|promoted links|promoted stories|sponsored links|sponsored stories|partner content|from our partners|our picks|our top picks|editor's picks|editors' picks|editor's pick|editor's choice|staff picks|top picks
|don't miss|do not miss|must read|must reads|must-read|must-reads|in case you missed it|icymi|what's new|what's hot
|trending|trending now|trending news|trending stories|trending topics|trending this week|trending on|now trending|hot topics|hot news|most read|most viewed|most popular|most shared|most commented|most recent|most discussed|popular|popular now|popular news|popular stories|popular posts|popular articles|popular this week|popular in the community|top news|top stories|top headlines|top story|today's headlines|headlines|other news|other stories|latest|latest news|latest stories|latest headlines|latest articles|latest posts|latest updates|latest videos|recent|recent news|recent posts|recent articles|recent stories|recent comments|newest|featured|featured stories|featured articles|featured news|in other news|in pictures|best of|special reports|big stories|news in brief
"""
_COMMENTS = """
comments|comment|leave a comment|leave a reply|post a comment|add a comment|add comment|view comments|show comments|join the conversation|join the discussion|start the conversation|what do you think|what do you think?|have your say|reader comments|readers' comments|conversation|discussion|responses|write a comment|comment on this story|log in to comment|sign in to comment|login to comment|comments are closed|comments are closed.|sort by newest|newest first|oldest first|sort by best|sort by
"""
_ABOUT = "about the author|about the authors|about author|about the writer|meet the author|author bio|written by|the author|contributors|about our reporting|our standards|about us|who we are"


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(p.strip() for p in listed.split("|") if p.strip())


BUTTONS = _phrases(_BUTTONS)
FOLLOW_ON = _phrases(_FOLLOW_ON)
COMMENTS = _phrases(_COMMENTS)
ABOUT = _phrases(_ABOUT)

_COUNT = r"\d[\d.,]*\s?[km]?\+?"
_PATTERNS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"\(?{_COUNT}\)?\s*(?:shares?|comments?|views?|likes?|reads?|retweets?|reposts?|followers?|replies|reactions|votes?|people|responses?)(?: this| so far)?",
        rf"(?:shares?|comments?|views?|likes?|reads?|retweets?)\s*:?\s*\(?{_COUNT}\)?",
        r"(?:estimated )?(?:reading|read) time:?.{0,30}",
        r"(?:about (?:a )?|~\s?)?\d+\s?-?min(?:ute)?s?\.?\s?(?:read|listen|watch)?(?: time)?",
        r"(?:\d+|an?|one|two|three|few)\s(?:second|minute|min|hour|hr|day|week|month|year)s?\s?ago",
        r"\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d)?",
        r"\W*\d{1,3}\W*",
        r"(?:photo|photograph|image|picture|video|illustration|credit|photo credit|image credit|photo by|image by|image source|picture by)s?\s?(?:credits?|source)?\s?[:/|].{0,120}",
        r".{0,60}(?:/|via |\(|\|)\s?(?:getty(?: images)?|shutterstock|istock|pexels|unsplash|alamy|afp|epa|reuters pictures|ap photo|zuma).{0,30}",
        r"(?:©|\(c\)|copyright\b).{0,600}",
        r".{0,200}\ball rights reserved\b.{0,800}",
        r"(?:we|this (?:web)?site|our (?:web)?site|our partners|we and our.{0,40}) uses? (?:cookies|essential cookies).{0,600}",
        r"by (?:clicking|signing up|subscribing|continuing|using this site|providing your email|submitting|entering your email).{0,60}\byou (?:agree|accept|acknowledge|consent|confirm).{0,400}",
        r"this (?:site|form) is protected by recaptcha.{0,200}",
        r"(?:sign|signed) up (?:here |now )?(?:for|to) (?:our|the|get|receive|daily|free|breaking|news).{0,160}",
        r"subscribe (?:here |now |today )?(?:to|for) (?:our|the|us|get|receive|unlimited|full|continue|read|updates|breaking|a|more|[A-Z]).{0,160}",
        r"(?:get|receive) (?:the )?(?:latest|breaking|top|our|daily|best|more|today's|unlimited|full).{0,120}\b(?:inbox|newsletter|email|alerts?|phone|app|access|delivered)\b.{0,60}",
        r".{0,100}\b(?:delivered |straight |sent |directly )+to your (?:inbox|phone|email)\b.{0,80}",
        r"(?:download|get|install|try) (?:our|the)(?: \w+){0,4} app\b.{0,120}",
        r"(?:follow|like|find|join|connect with|add|watch) (?:us|him|her|them|me|our|the|@?[A-Z][\w.]+(?: [A-Z][\w.]+){0,4}) (?:channel )?(?:on|at) (?:facebook|twitter|x|instagram|youtube|telegram|tiktok|whatsapp|linkedin|google|threads|social).{0,120}",
        r"(?:your email address will not be published|required fields are marked|save my name, email).{0,160}",
        r"(?:you must be|please) (?:logged in|log in|login|sign in|register|subscribe|enable javascript|enter a valid|verify|turn off|disable).{0,160}",
        r"(?:sort|sorted) by:? .{0,30}",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|posted in|keywords|related topics|more on|in|labels)\s?:.{0,200}",
        r"(?:also )?(?:read|see|watch|listen)(?: also| more| next| now| here)?\s?[:|>»→-].{0,160}",
        r"(?:related|more|recommended|trending|must read|don't miss|up next|next|previous|opinion|explainer|analysis|in pictures|editor's note to readers|breaking)\s?:\s?(?!\").{5,160}",
        r"more (?:from|about|in|stories from|on|by) (?:the )?(?:[A-Z][\w'&.]+|this|our|around)(?: [\w'&.]+){0,6}",
        r"(?:view|see|show|read|load|hide) (?:all|more|\d+)(?: \w+){0,5}",
        r"(?:home|news|front page)\s?(?:[>»›/|•·→]\s?[\w&,' -]{2,80})+",
        r"(?:[\w&' ]{2,24}\s?[|•·]\s?){2,}[\w&' ]{2,24}",
        r"@\w{2,30}",
        r"(?:https?://|www\.)\S+",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"(?:e-?mail|contact|write to|reach|tel|phone|call)\b.{0,50}(?:[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d ()-]{6,}).{0,40}",
        r"(?:[A-Z][\w'.-]+ ){1,3}(?:can be (?:reached|contacted)|tweets|may be reached) (?:at|by|on|via)\b.{0,120}",
        r"(?:this|the) (?:article|story|post|piece|content|report) (?:was|has been|is|first|originally) (?:originally |first )?(?:appeared|published|posted|written|produced|generated|syndicated).{0,200}",
        r"(?:why )?(?:you can )?trust (?:us|[A-Z]\w+)\??",
        r"(?:what'?s|how) your (?:reaction|opinion|view)\??",
        r"(?:don'?t have|already have) an account.{0,60}",
        r"(?:forgot|reset) (?:your )?password\??|remember me|powered by .{0,40}|built with .{0,40}",
        r"(?:have|got|do you have) an? (?:tip|story|news tip|correction|question).{0,160}",
        r"[A-Z.&]{1,8}\s?[▲▼+\-−]?\$?\d[\d.,]*\s?[▲▼(+\-−]+\s?\d[\d.,]*\s?%?\)?",
        r"\W+",
    )
)
_LAW = re.compile(
    r"\b(?:for (?:general )?informational purposes|professional advice|does not constitute (?:\w+ ){0,3}advice|not (?:intended as|be construed as) (?:\w+ ){0,3}advice"
    r"|not (?:responsible|liable) for any|do(?:es)? not guarantee the|no (?:warranty|warranties|liability)|terms (?:of (?:use|service)|and conditions) (?:apply|and)"
    r"|privacy policy|may not be (?:reproduced|republished|rewritten|published|broadcast)|reproduction (?:\w+ ){0,4}(?:prohibited|without)|affiliate (?:links?|commission)"
    r"|earn a commission|use of cookies|third-party cookies)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"\b(?:our|my) (?:[\w-]+ ){0,2}(?:team|newsroom|journalists?|journalism|reporters?|reporting team|editors?|editorial|mission|readers|subscribers|coverage|newsletter|podcast|community|app|website|site|channel|supporters|members)\b"
    r"|\bwe (?:\w+ ){0,2}(?:report|deliver|bring you|strive|hunt|believe in|are committed|pride|cover|publish|rely on|need your|live it|tackle)\b"
    r"|\b(?:support|subscribe|join|follow|trust|count on|sign up|donate to|contribute to) (?:us|our)\b|\bindependent journalism\b|\bfrontline experience\b",
    re.IGNORECASE,
)
_PERSON_BIO = re.compile(
    r"^(?:About )?(?:[A-Z][\w'’.-]+ ){1,4}(?:is|was|has been|covers|writes|reports|joined|works|specialis?zes|lives) (?:an? |the |our |as |in |on |about |for |from )?(?:[\w'’-]+[ ,]+){0,8}"
    r"(?:reporter|journalist|correspondent|editor|columnist|writer|author|contributor|producer|intern|bureau chief|freelancer?|staff|blogger|reporting|professor|fellow|analyst|newsletter|politics|business|sports?|technology)\b",
)
_QUOTED = re.compile(r"[\"“”«»]")


def key(line: str) -> str:
    """Return a line as the phrase lists write it: lower case, straight apostrophes, no bullets, colons or arrows."""
    plain = line.replace("’", "'").replace("\u00a0", " ").lower()
    return re.sub(r"\s+", " ", plain).strip(" \t:•·*–—-|>»›→…+#&,.!▼▲▾⌄×✕")


def is_furniture(line: str) -> bool:
    """Say whether a whole line is furniture: a button, a count, a credit, a breadcrumb, a notice of law."""
    plain = line.strip()
    name = key(plain)
    if not name or name in BUTTONS or name in FOLLOW_ON or name in COMMENTS or name in ABOUT:
        return True
    if _is_button_row(name):
        return True
    return any(p.fullmatch(plain) for p in _PATTERNS)


def opens_follow_on(line: str) -> bool:
    """Say whether a line heads a list of other articles."""
    name = key(line)
    return name in FOLLOW_ON or bool(re.fullmatch(r"more (?:from|in|about|on|by|stories).{0,60}", name))


def opens_comments(line: str) -> bool:
    """Say whether a line heads what readers wrote."""
    name = key(line)
    counted = re.fullmatch(
        r"\(?\d[\d,.]*\)? ?(?:comments?|responses|thoughts on .*|replies)|(?:comments?|discussion) ?\(?\d[\d,.]*\)?",
        name,
    )
    return name in COMMENTS or bool(counted)


def opens_about(line: str) -> bool:
    """Say whether a line heads a box on the author or the outlet."""
    name = key(line)
    return name in ABOUT or name.startswith("about the author")


def is_law(paragraph: str) -> bool:
    """Say whether a paragraph is a disclaimer or a notice of rights."""
    return bool(_LAW.search(paragraph)) and not _QUOTED.search(paragraph)


def is_about_ourselves(paragraph: str) -> bool:
    """Say whether a paragraph speaks of the outlet or its author, as boxes under an article do.

    Only for paragraphs at the edge of an article: a leading article may say "our readers" in its midst.
    """
    if _PERSON_BIO.match(paragraph) and len(paragraph) < 600:
        return True
    spoken = len(_OURSELVES.findall(paragraph))
    opens = re.match(
        r"(?:our|we|support|subscribe|join|follow|thank you|at [A-Z]|help us|your)\b", paragraph, re.IGNORECASE
    )
    return (spoken >= 2 or (spoken == 1 and bool(opens))) and not _QUOTED.search(paragraph)


def _is_button_row(name: str) -> bool:
    """Say whether a line is several buttons that were copied as one, such as "Share Tweet Email"."""
    words = name.split()
    return 1 < len(words) <= 12 and all(w.strip("|•·/,") in BUTTONS or w in "|•·/-" for w in words)
