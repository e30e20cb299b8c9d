"""The desk's addresses."""

from django.urls import path

from newsroom.desk.views import drafts, house, people, posts, wire

app_name = "desk"
urlpatterns = [
    path("", drafts.home, name="home"),
    path("sign-in/", people.sign_in, name="sign-in"),
    path("sign-out/", people.sign_out, name="sign-out"),
    path("first/", people.first, name="first"),
    path("join/<str:token>/", people.join, name="join"),
    path("second-factor/", people.second_factor, name="second-factor"),
    path("me/", people.me, name="me"),
    path("me/sessions/end/", people.end_sessions, name="end-sessions"),
    path("passkey/new/", people.passkey_new, name="passkey-new"),
    path("passkey/make/", people.passkey_make, name="passkey-make"),
    path("passkey/<int:pk>/remove/", people.passkey_remove, name="passkey-remove"),
    path("passkey/offer/", people.passkey_offer, name="passkey-offer"),
    path("passkey/sign-in/", people.passkey_sign_in, name="passkey-sign-in"),
    path("people/", people.staff, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/role/", people.change_role, name="role"),
    path("wire/", wire.wire, name="wire"),
    path("articles/<int:pk>/", wire.article, name="article"),
    path("stories/<str:key>/", wire.story, name="story"),
    path("stories/<str:key>/arrange/", wire.arrange, name="arrange"),
    path("decisions/<int:pk>/undo/", wire.undo, name="undo"),
    path("drafts/new/", drafts.new, name="new"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/save/", drafts.save, name="save"),
    path("drafts/<int:pk>/here/", drafts.here, name="here"),
    path("drafts/<int:pk>/check/", drafts.check, name="check"),
    path("drafts/<int:pk>/bind/", drafts.bind, name="bind"),
    path("drafts/<int:pk>/act/<str:name>/", drafts.act, name="act"),
    path("drafts/<int:pk>/read/", drafts.read, name="read"),
    path("drafts/<int:pk>/saves/", drafts.saves, name="saves"),
    path("drafts/<int:pk>/saves/<int:save_pk>/restore/", drafts.restore, name="restore"),
    path("drafts/<int:pk>/comments/", drafts.comment, name="comment"),
    path("posts/<slug:slug>/correct/", posts.correct, name="correct"),
    path("tasks/<int:pk>/close/", posts.close, name="close"),
    path("drafts/<int:pk>/picture/", house.picture, name="picture"),
    path("style/", house.style, name="style"),
    path("calendar/", house.calendar, name="calendar"),
    path("audit/", posts.log, name="audit"),
    path("audit.jsonl", posts.export, name="export"),
]
