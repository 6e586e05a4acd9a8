"""What no contract of import-linter says: no file is imported by what it imports itself."""

from graphlib import TopologicalSorter

import grimp


def test_no_files_import_each_other_in_a_circle() -> None:
    """Not even by way of others, and not even for a type checker only."""
    graph = grimp.build_graph("core", "db", "handlers", "bot", cache_dir=None)
    imported = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    assert len(imported) > 300
    TopologicalSorter(imported).prepare()  # a CycleError names the files
