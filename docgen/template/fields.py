"""Which variables a template uses, as dotted names."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE


def dotted_names(tree: nodes.Template) -> set[str]:
    """The dotted names that a parsed template takes from its data.

    Names that the template itself sets (``for``, ``set``, ``macro``, ``with``) are left out. A loop
    variable's own fields are given below the name that is looped over: ``{% for p in people %}
    {{ p.name }}`` uses ``people`` and ``people[].name``.
    """
    return {name for name, _ in used_names(tree)}


def used_names(tree: nodes.Template) -> list[tuple[str, int]]:
    """The same, each use with the line of Jinja source on which it stands, in order."""
    found: list[tuple[str, int]] = []
    _walk(tree, {"loop": None, "caller": None, "varargs": None, "kwargs": None}, found)
    return found


_Scope = dict[str, str | None]


def _walk(node: nodes.Node, scope: _Scope, found: list[tuple[str, int]]) -> None:
    if isinstance(node, nodes.For):
        _walk(node.iter, scope, found)
        source = _path(node.iter, scope)
        inner = dict(scope)
        for name in _targets(node.target):
            inner[name] = None
        if isinstance(node.target, nodes.Name) and source is not None:
            inner[node.target.name] = f"{source}[]"
        for child in (*node.body, *node.else_):
            _walk(child, inner, found)
        if node.test is not None:
            _walk(node.test, inner, found)
        return
    if isinstance(node, nodes.Macro | nodes.CallBlock):
        inner = dict(scope)
        if isinstance(node, nodes.Macro):
            scope[node.name] = None
        else:
            _walk(node.call, scope, found)
        inner.update({argument.name: None for argument in node.args})
        for child in (*node.defaults, *node.body):
            _walk(child, inner, found)
        return
    if isinstance(node, nodes.With):
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            _walk(value, scope, found)
            inner.update(dict.fromkeys(_targets(target)))
        for child in node.body:
            _walk(child, inner, found)
        return
    if isinstance(node, nodes.Assign | nodes.AssignBlock):
        if isinstance(node, nodes.Assign):
            _walk(node.node, scope, found)
        else:
            for child in node.body:
                _walk(child, scope, found)
        scope.update(dict.fromkeys(_targets(node.target)))
        return
    if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
        path = _path(node, scope)
        if path is not None:
            found.append((path, node.lineno))
            if isinstance(node, nodes.Getitem):
                _walk(node.arg, scope, found)
            return
    if isinstance(node, nodes.Call):
        _walk_call(node, scope, found)
        return
    for child in node.iter_child_nodes():
        _walk(child, scope, found)


def _walk_call(node: nodes.Call, scope: _Scope, found: list[tuple[str, int]]) -> None:
    """A method's name is no field, nor is a function of Jinja's."""
    called = node.node
    if isinstance(called, nodes.Getattr):
        _walk(called.node, scope, found)
    elif not (isinstance(called, nodes.Name) and called.name in DEFAULT_NAMESPACE):
        _walk(called, scope, found)
    for child in node.iter_child_nodes():
        if child is not called:
            _walk(child, scope, found)


def _targets(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    for child in target.iter_child_nodes():
        yield from _targets(child)


def _path(node: nodes.Node, scope: _Scope) -> str | None:
    """``a.b.c`` for a chain of names that comes from the data, else ``None``."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        base = _path(node.node, scope)
        return f"{base}.{node.attr}" if base is not None else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = _path(node.node, scope)
        if base is None:
            return None
        key = node.arg.value
        return f"{base}.{key}" if isinstance(key, str) else f"{base}[]"
    return None
