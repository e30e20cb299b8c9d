"""The page that explains the interface, made from its own description: no script, no third party."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.api.v1 import api


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every address of the interface with what it takes and gives."""
    schema = api.get_openapi_schema()
    return render(
        request,
        "api/docs.html",
        {"info": schema["info"], "operations": _operations(schema), "shapes": _shapes(schema)},
    )


def _operations(schema: Any) -> list[dict[str, Any]]:
    return [
        {"path": path, "method": method.upper(), "takes": said.get("parameters", []), **said}
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def _shapes(schema: Any) -> list[dict[str, Any]]:
    components = schema.get("components", {}).get("schemas", {})
    return [
        {
            "name": name,
            "description": said.get("description", ""),
            "fields": [{"name": field, "type": _type(of)} for field, of in said.get("properties", {}).items()],
        }
        for name, said in components.items()
        if name.endswith(("Out", "Detail"))
    ]


def _type(said: dict[str, Any]) -> str:
    if "$ref" in said:
        return said["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in said:
        return " or ".join(_type(one) for one in said["anyOf"])
    if said.get("type") == "array":
        return f"list of {_type(said.get('items', {}))}"
    return said.get("format") or said.get("type") or "any"
