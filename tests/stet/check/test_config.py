import pytest

from stet.check import config
from stet.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path):
    assert config.load(tmp_path) == config.Config()


def test_the_nearest_stet_toml_above_is_read(tmp_path):
    (tmp_path / "stet.toml").write_text('ignore = ["E10"]\nsources = ["notes"]\n', encoding="utf-8")
    below = tmp_path / "drafts" / "today"
    below.mkdir(parents=True)
    found = config.load(below)
    assert (found.ignore, found.sources) == (("E10",), ("notes",))


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path):
    (tmp_path / "stet.toml").write_text('format = "sarif"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert config.load(inner).format == "sarif"
    (inner / "pyproject.toml").write_text('[tool.stet]\nselect = ["F"]\n', encoding="utf-8")
    assert config.load(inner).select == ("F",)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("selct = []", "selct"),
        ('select = "F"', "list of strings"),
        ('select = ["X9"]', "stet.toml: no code is called 'X9'"),
        ('format = "pdf"', "pdf"),
        ("=", "TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(tmp_path, toml, told):
    (tmp_path / "stet.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        config.load(tmp_path)


@pytest.mark.parametrize("toml", ["[tool]\nstet = 3", "[[tool.stet]]\nstrict = true"])
def test_a_table_of_ours_that_is_none_is_not_passed_over(tmp_path, toml):
    (tmp_path / "pyproject.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"tool\.stet must be a table"):
        config.load(tmp_path)


def test_a_pyproject_of_another_shape_is_none_of_ours(tmp_path):
    (tmp_path / "pyproject.toml").write_text("tool = 3", encoding="utf-8")
    assert config.load(tmp_path) == config.Config()
