"""Docstrings that Python forgets at run time: those under an assignment of a class or module."""

import ast
import inspect
from itertools import pairwise
from types import ModuleType


def attribute_docs(owner: type | ModuleType) -> dict[str, str]:
    """By name of the attribute, the string that stands right below its assignment."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(owner)))
    body = tree.body[0].body if isinstance(owner, type) else tree.body  # type: ignore[attr-defined]
    found = {}
    for assigned, below in pairwise(body):
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            for name in _names(assigned):
                found[name] = " ".join(str(below.value.value).split())
    return found


def _names(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]
