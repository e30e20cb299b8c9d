"""What kind of page it is, in several languages: walls and stubs are no sources, and a report about walls is none."""

import json

import pytest

from stet.news import Genre
from stet.read import read

REPORT = "".join(
    f"<p>In ward {n} of Tessen the council counted {n * 100} votes for the bridge, its clerk said on Monday, "
    "and those who had waited outside in the rain went home for the night.</p>"
    for n in range(3, 12)
)
TEASER = "<p>The council of Tessen voted for the bridge on Monday, after a debate of nine hours.</p>"


def kind(body: str, *, title: str = "Votes for the bridge", url: str = "", head: str = "", lang: str = "en") -> Genre:
    html = (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1>{body}</body></html>"
    )
    return read(html, url=url).genre


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading. Already a subscriber? Log in",
        "You've reached your limit of free articles this month.",
        "Dieser Artikel ist nur für Abonnenten. Bereits Abonnent? Anmelden",
        "Jetzt weiterlesen mit Tessen+ für 1 Euro",
        "Il vous reste 82 % de cet article à lire. La suite est réservée aux abonnés. Déjà abonné ?",
        "Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo. ¿Ya eres suscriptor?",
        "Contenuto riservato agli abbonati. Sei già abbonato? Accedi",
        "Conteúdo exclusivo para assinantes. Já é assinante?",
        "Alleen voor abonnees. Al abonnee? Log in",
        "Pozostało 74% artykułu. Wykup dostęp",
        "Endast för prenumeranter. Redan prenumerant? Logga in",
        "Kun for abonnenter. For å lese videre må du logge inn.",
        "Vain tilaajille. Oletko jo tilaaja?",
        "Только для подписчиков. Оформите подписку, чтобы читать дальше",
        "Sadece aboneler okuyabilir. Okumaya devam etmek için abone olun.",
        "この記事は会員限定です。続きを読むには登録してください。",
        "구독자 전용 기사입니다.",
        "للمشتركين فقط",
    ],
)
def test_a_teaser_over_a_payment_is_a_wall(words: str) -> None:
    assert kind(f"{TEASER}<div class=offer>{words}</div>") is Genre.WALL


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Before you continue", "We value your privacy. We and our 842 partners store cookies on your device."),
        ("Ihre Privatsphäre", "Bevor Sie fortfahren: Wir und unsere 210 Partner nutzen Cookies. Alle akzeptieren"),
        ("Le respect de votre vie privée", "Nous et nos 312 partenaires. Continuer sans accepter"),
        ("Tu privacidad es importante", "Nosotros y nuestros 120 socios usamos cookies. Aceptar todas las cookies"),
        ("Dbamy o Twoją prywatność", "Akceptuj wszystkie lub wybierz ustawienia plików."),
        ("Log in", "E-mail address. Password. Remember me. Forgot your password?"),
        ("Anmelden", "Benutzername. Passwort vergessen? Angemeldet bleiben"),
        ("Connexion", "Adresse électronique. Mot de passe oublié ?"),
        ("Iniciar sesión", "Correo electrónico. ¿Olvidaste tu contraseña?"),
        ("Just a moment...", "Checking your browser. Please enable JavaScript and cookies."),
        ("Sicherheitsüberprüfung", "Sind Sie ein Mensch? Bitte bestätigen Sie es."),
        ("Accès refusé", "Votre adresse a été bloquée. Êtes-vous un robot ?"),
        ("Доступ ограничен", "Подтвердите: я не робот."),
        ("Not here", "This content is not available in your region for legal reasons."),
    ],
)  # fmt: skip
def test_logins_consents_and_checks_are_walls(title: str, words: str) -> None:
    assert kind(f"<div>{words}</div>", title=title) is Genre.WALL


def test_a_page_that_says_that_it_is_not_free_is_a_wall_unless_all_of_it_is_there() -> None:
    record = json.dumps({"@type": "NewsArticle", "headline": "Votes for the bridge", "isAccessibleForFree": "False"})
    head = f'<script type="application/ld+json">{record}</script>'
    assert kind(TEASER, head=head) is Genre.WALL
    assert kind(REPORT * 3, head=head) is Genre.REPORT


@pytest.mark.parametrize(
    "about",
    [
        "The paper has 40,000 subscribers, and its board wants readers to subscribe for longer, its editor said.",
        "A court ruled that the site may not store cookies without consent, and fined its owner two million.",
        "The ministry said that it had blocked access to the portal, and that robots had caused unusual delays.",
    ],
)
def test_a_report_about_subscribers_cookies_and_robots_is_a_report(about: str) -> None:
    assert kind(f"<p>{about}</p>{REPORT}<footer>Subscribe to our newsletter. Log in. Cookie settings</footer>") is (
        Genre.REPORT
    )


@pytest.mark.parametrize(
    ("where", "genre"),
    [
        ({"url": "https://example.org/meinung/bruecke"}, Genre.OPINION),
        ({"url": "https://example.org/opinion/2025/puente"}, Genre.OPINION),
        ({"url": "https://example.org/idees/article/le-pont"}, Genre.OPINION),
        ({"url": "https://example.org/opinioni/ponte"}, Genre.OPINION),
        ({"title": "Kommentar: Die Brücke ist zu teuer für alle"}, Genre.OPINION),
        ({"title": "Editorial: the bridge costs too much"}, Genre.OPINION),
        ({"title": "Мнение: мост слишком дорогой"}, Genre.OPINION),
        ({"title": "Liveticker zur Abstimmung über die Brücke"}, Genre.LIVE),
        ({"title": "EN DIRECT : le vote sur le pont"}, Genre.LIVE),
        ({"title": "El puente, minuto a minuto"}, Genre.LIVE),
        ({"title": "Diretta: il voto sul ponte di Tessen"}, Genre.LIVE),
        ({"title": "Bridge vote – as it happened"}, Genre.LIVE),
        ({"url": "https://example.org/newsblog/bruecke"}, Genre.LIVE),
        ({"url": "https://example.org/press-releases/bridge"}, Genre.RELEASE),
        ({"title": "The living bridge: how the vote went"}, Genre.REPORT),
        ({"title": "Opinions differ on the bridge"}, Genre.REPORT),
        ({"url": "https://example.org/liverpool/bridge"}, Genre.REPORT),
    ],
)
def test_live_pages_opinion_and_releases_are_told_apart(where: dict[str, str], genre: Genre) -> None:
    assert kind(f"<article>{REPORT}</article>", **where) is genre


def test_a_page_of_entries_with_the_time_of_day_is_live() -> None:
    entries = "".join(
        f"<div>1{n}:30 Uhr</div><p>Im Bezirk {n} der Stadt Tessen sind {n * 100} Stimmen gezählt worden, "
        "sagte die Leiterin des Wahlamts am Montag vor der Presse.</p>"
        for n in range(10)
    )
    assert kind(f"<article>{entries}</article>", title="Die Auszählung in Tessen", lang="de") is Genre.LIVE


@pytest.mark.parametrize(
    "body", ["<p>More soon.</p>", "<p>Mehr in Kürze.</p>", "<figure><figcaption>The bridge.</figure>"]
)
def test_a_line_or_two_is_a_stub(body: str) -> None:
    assert kind(body) is Genre.STUB


@pytest.mark.parametrize(
    "lead",
    ["Pressemitteilung, 4. März 2025", "COMMUNIQUÉ DE PRESSE – 4 mars 2025", "Comunicato stampa, 4 marzo 2025",
     "FOR IMMEDIATE RELEASE – 4 March 2025", "プレスリリース 2025年3月4日"],
)  # fmt: skip
def test_a_release_says_so_beside_its_date(lead: str) -> None:
    assert kind(f"<article><p>{lead}</p>{REPORT}</article>") is Genre.RELEASE
