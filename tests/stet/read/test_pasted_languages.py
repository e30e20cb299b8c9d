"""Pastes of our own making in five languages, and from an app and a newsletter: the article, whole and alone."""

import pytest

from stet.news import Genre
from stet.read import read

DE = (
    "Die Orla ist in der Nacht um zwei Meter gestiegen und hat die Unterstadt von Tessen überflutet, sagt das Amt.",
    "Etwa 1.200 Menschen wurden nach Angaben von Bürgermeisterin Ines Kalder in Schulen und Turnhallen gebracht.",
    "„So viel Wasser haben wir seit 1987 nicht gesehen“, sagte sie im Rathaus.",
    "Das Amt rechnet ab Donnerstag mit fallenden Pegeln, sofern der Regen aufhört.",
)
FR = (
    "L'Orla est montée de deux mètres dans la nuit et a inondé la ville basse de Tessen, selon l'office de l'eau.",
    "Environ 1 200 personnes ont été conduites dans des écoles et des gymnases, selon la maire, Ines Kalder.",
    "« Nous n'avons pas vu autant d'eau depuis 1987 », a-t-elle déclaré à la mairie.",
    "L'office attend une baisse à partir de jeudi, si la pluie cesse.",
)
ES = (
    "El río Orla creció dos metros en la noche e inundó la parte baja de Tessen, informó la oficina del agua.",
    "Unas 1.200 personas fueron llevadas a escuelas y gimnasios, según la alcaldesa, Ines Kalder.",
    "«No hemos visto agua como esta desde 1987», dijo en el ayuntamiento.",
    "La oficina espera que el nivel baje a partir del jueves, si deja de llover.",
)
IT = (
    "L'Orla è salita di due metri nella notte e ha allagato la città bassa di Tessen, dice l'ufficio delle acque.",
    "Circa 1.200 persone sono state portate in scuole e palestre, secondo la sindaca Ines Kalder.",
    "«Non vedevamo acqua così dal 1987», ha detto in municipio.",
    "L'ufficio prevede un calo da giovedì, se la pioggia smette.",
)
EN = (
    "The river Orla rose by two metres overnight and flooded lower Tessen, the water board said on Tuesday.",
    "About 1,200 people were taken to schools and sports halls, according to Mayor Ines Kalder.",
    "“We have not seen water like this since 1987,” she said at the town hall.",
    "The board expects the level to fall from Thursday, provided that the rain stops.",
)
LAYOUTS = {
    "de": (
        (
            "Zum Inhalt springen",
            "Menü",
            "Startseite",
            "Politik",
            "Wirtschaft",
            "Sport",
            "Anmelden",
            "Abo",
            "Orla überflutet Unterstadt von Tessen",
            "Von Jonas Weil",
            "04.03.2025, 10:15 Uhr",
            "Lesezeit: 3 Min.",
            "Teilen",
            "Merken",
            *DE,
            "Mehr zum Thema",
            "Talsperre besteht Prüfung",
            "So versichern sich Städte gegen Hochwasser",
            "Newsletter",
            "Jetzt kostenlos anmelden",
            "Impressum",
            "Datenschutz",
            "© 2025 Tessener Bote",
        ),
        "Orla überflutet Unterstadt von Tessen",
        DE,
    ),
    "fr": (
        (
            "Aller au contenu",
            "Se connecter",
            "S'abonner",
            "À la une",
            "International",
            "Politique",
            "L'Orla inonde la ville basse de Tessen",
            "Par Jonas Weil",
            "Publié le 4 mars 2025 à 10h15, mis à jour à 12h30",
            "Temps de lecture : 2 min",
            "Partager",
            "Ajouter à vos sélections",
            *FR,
            "Lire aussi",
            "Le barrage de la haute Orla passe son contrôle",
            "Jonas Weil",
            "Contribuer",
            "Les plus lus",
            "Dix recettes de printemps",
            "Mentions légales",
            "Gestion des cookies",
        ),
        "L'Orla inonde la ville basse de Tessen",
        FR,
    ),
    "es": (
        (
            "Saltar al contenido",
            "Iniciar sesión",
            "Suscríbete",
            "Portada",
            "Internacional",
            "Deportes",
            "El Orla inunda la parte baja de Tessen",
            "Por Jonas Weil",
            "4 de marzo de 2025 - 10:15",
            "Compartir en Facebook",
            "Compartir en Twitter",
            "Comentarios",
            "3",
            *ES,
            "Te puede interesar",
            "La presa del alto Orla pasa su inspección",
            "Lo más visto",
            "Aviso legal",
            "Política de privacidad",
            "Todos los derechos reservados",
        ),
        "El Orla inunda la parte baja de Tessen",
        ES,
    ),
    "it": (
        (
            "Vai al contenuto",
            "Menu",
            "Accedi",
            "Abbonati",
            "Cronaca",
            "Esteri",
            "L'Orla allaga la città bassa di Tessen",
            "di Jonas Weil",
            "4 marzo 2025 | 10:15",
            "2 minuti di lettura",
            "Condividi",
            "Ascolta l'articolo",
            *IT,
            "Leggi anche",
            "La diga dell'alta Orla supera l'ispezione",
            "Iscriviti alla newsletter",
            "Riproduzione riservata",
            "Privacy",
            "Note legali",
        ),
        "L'Orla allaga la città bassa di Tessen",
        IT,
    ),
    "app": (
        (
            "9:41",
            "Tessen Mail",
            "Follow",
            "BREAKING",
            "Orla floods lower town of Tessen",
            "JW",
            "Jonas Weil",
            "Mar 4, 2025 · 3 min read",
            "👏 214",
            "💬 12",
            "Listen",
            "Save",
            EN[0],
            EN[1],
            "Open in app",
            "Sign up",
            EN[2],
            EN[3],
            "Written by Jonas Weil",
            "1.2K Followers",
            "Follow",
            "More from Jonas Weil",
            "Why the dam held",
            "Mar 1",
            "Help",
            "Status",
            "About",
            "Careers",
            "Press",
            "Blog",
            "Privacy",
            "Terms",
        ),
        "Orla floods lower town of Tessen",
        EN,
    ),
    "mail": (
        (
            "From: Tessen Mail <news@mail.example>",
            "To: me@example.org",
            "Subject: Orla floods lower town of Tessen",
            "Date: Tue, 4 Mar 2025 10:15:00 +0100",
            "View in browser",
            "Orla floods lower town of Tessen",
            "By Jonas Weil",
            EN[0],
            EN[1],
            EN[2],
            EN[3],
            "Forward to a friend",
            "Unsubscribe",
            "You are receiving this because you signed up at mail.example.",
            "Manage your preferences",
        ),
        "Orla floods lower town of Tessen",
        EN,
    ),
}


@pytest.mark.parametrize(("layout", "title", "body"), LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "open"])
def test_the_article_comes_out_whole_and_alone(
    layout: tuple[str, ...], title: str, body: tuple[str, ...], gap: str
) -> None:
    article = read(gap.join(layout))
    assert article.title == title
    assert article.byline == ("Jonas Weil",)
    assert tuple(p.of(article.text) for p in article.paragraphs) == body
    assert article.published is not None
    assert article.published.value.date().isoformat() == "2025-03-04"
    assert article.genre is Genre.REPORT


def test_what_was_changed_later_the_same_day_was_published_before() -> None:
    article = read("\n\n".join(LAYOUTS["fr"][0]))
    assert article.published is not None
    assert article.published.value.isoformat() == "2025-03-04T10:15:00+00:00"
    assert article.updated is None


def test_the_day_of_a_change_is_kept_apart() -> None:
    article = read("\n\n".join(("Orla floods Tessen", "Published 4 March 2025, last updated 5 March 2025", *EN)))
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.value.day, article.updated.value.day) == (4, 5)
