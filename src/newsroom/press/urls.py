"""Where readers find things."""

from django.urls import path, re_path, register_converter

from newsroom.press import bell, mail, views


class Form:
    """A format of a feed."""

    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        """Return the name of the format."""
        return value

    def to_url(self, value: str) -> str:
        """Return the ending of the address."""
        return value


register_converter(Form, "form")

urlpatterns = [
    path("", views.front_page, name="front"),
    path("edition.json", views.edition, name="edition"),
    path("feed.<form:form>", views.feed, {"what": "front"}, name="feed"),
    path("events", views.event_stream, name="events"),
    path("opened/<str:key>/", views.opened, name="opened"),
    path("most-read/", views.most_read, name="most-read"),
    path("card.png", views.front_card, name="front-card"),
    path("story/<str:key>/card.png", views.story_card, name="story-card"),
    path("post/<slug:slug>/card.png", views.post_card, name="post-card"),
    re_path(r"^evidence/(?P<pk>[0-9]{1,18})/card[.]png$", views.fact_card, name="fact-card"),
    re_path(r"^post/(?P<slug>[\w-]+)/fact/(?P<number>[0-9]{1,6})/card[.]png$", views.fact_card, name="post-fact-card"),
    path("follow/mail/", mail.ask, name="mail"),
    path("mail/begin/<str:token>/", mail.begin, name="mail-begin"),
    path("mail/stop/<str:token>/", mail.stop, name="mail-stop"),
    path("bell/key", bell.key, name="bell-key"),
    path("bell/begin/", bell.begin, name="bell-begin"),
    path("bell/stop/", bell.stop, name="bell-stop"),
    path("bell.js", bell.worker, name="bell-worker"),
    path("oembed", views.oembed, name="oembed"),
    path("at/<str:moment>/", views.front_at, name="front-at"),
    path("five/", views.five_minutes, name="five"),
    path("latest/", views.latest, name="latest"),
    path("latest/feed.<form:form>", views.feed, {"what": "latest"}),
    path("section/<slug:slug>/", views.section, name="section"),
    path("section/<slug:slug>/feed.<form:form>", views.feed, {"what": "section"}),
    path("story/<str:key>/", views.story, name="story"),
    path("story/<str:key>/feed.<form:form>", views.feed, {"what": "story"}, name="story-feed"),
    path("article/<int:pk>/", views.article, name="article"),
    path("article/<int:pk>/revision/<int:number>/", views.article_revision, name="revision"),
    path("evidence/<int:pk>/", views.fact, name="evidence"),
    path("posts/", views.all_posts, name="posts"),
    path("posts/feed.<form:form>", views.feed, {"what": "posts"}),
    path("post/<slug:slug>/", views.post, name="post"),
    path("post/<slug:slug>/fact/<int:number>/", views.post_fact, name="post-fact"),
    path("post/<slug:slug>/fact/<int:number>/recording", views.post_recording, name="post-recording"),
    path("post/<slug:slug>/picture.jpg", views.post_picture, name="post-picture"),
    path("post/<slug:slug>/version/<int:number>/", views.post_version, name="post-version"),
    path("post/<slug:slug>/proof.json", views.post_proof, name="post-proof"),
    path("signing-key.txt", views.key, name="signing-key"),
    path("post/<slug:slug>/report/", views.report, name="report"),
    path("author/<slug:slug>/", views.author, name="author"),
    path("author/<slug:slug>/feed.<form:form>", views.feed, {"what": "author"}),
    path("sources/", views.all_sources, name="sources"),
    path("source/<slug:slug>/", views.source, name="source"),
    path("subjects/", views.subjects, name="subjects"),
    path("subject/<path:key>/feed.<form:form>", views.feed, {"what": "subject"}),
    path("subject/<path:key>/", views.subject, name="subject"),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/<int:day>/", views.archive_day, name="archive-day"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections_page, name="corrections"),
    path("corrections/feed.<form:form>", views.feed, {"what": "corrections"}),
    path("verdicts/", views.verdicts, name="verdicts"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-news.xml", views.news_sitemap, name="news-sitemap"),
    path("robots.txt", views.robots, name="robots"),
    re_path(r"^(?P<name>about|how-we-check|disclaimer|follow)/$", views.plain, name="plain"),
]
