"""The library: model texts, the documents they speak to, and the directory of States, Societies and regional groups.

Built once from research data (`build_library`), kept as fixtures, loaded by `load_library`.
"""
