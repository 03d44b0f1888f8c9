from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from interdict.bulk.digest import rows_digest

TABLE = pa.table(
    {
        "device": ["nj-core-1", "华为", None, ""] * 50,
        "since": pa.array([date(2019, 2, 20), None, None, date(2021, 3, 12)] * 50, pa.date32()),
        "group": pa.array(range(200), pa.int64()),
    }
)


def digest_of(folder, table, **options):
    pq.write_table(table, folder / "t.parquet", **options)
    return rows_digest(folder / "t.parquet")


def test_how_a_file_is_cut_and_compressed_does_not_matter(tmp_path):
    first = digest_of(tmp_path, TABLE)
    assert first == digest_of(tmp_path, TABLE, row_group_size=7, compression="zstd", use_dictionary=False)
    assert first.startswith("sha256:")


def test_order_values_names_and_nulls_matter(tmp_path):
    column = TABLE["device"].combine_chunks()
    others = [
        TABLE.slice(1),
        TABLE.take(list(range(199, -1, -1))),
        TABLE.rename_columns(["key", "since", "group"]),
        TABLE.set_column(0, "device", [column.fill_null("")]),
        TABLE.set_column(2, "group", [pa.array(range(1, 201), pa.int64())]),
    ]
    assert len({digest_of(tmp_path, table) for table in (TABLE, *others)}) == 6
