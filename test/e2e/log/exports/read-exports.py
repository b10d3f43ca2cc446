# SPDX-License-Identifier: Apache-2.0
"""Reads exports with libraries that are not ours: `parquet FILE...`, `ocsf FILE`, `otlp FILE`. Prints JSON; what does not hold is an error."""

import json
import sys


def parquet(files):
    import duckdb

    rows = duckdb.sql(
        "SELECT key, kind, epoch_ms(time) AS time, seq, position, client, subject, governed, granted, withheld, outcome,"
        f" json_extract_string(record, '$.id') AS id FROM read_parquet({files!r}) ORDER BY position"
    )
    return [dict(zip(rows.columns, row)) for row in rows.fetchall()]


def ocsf(files):
    from jsonschema import Draft202012Validator
    from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

    validators = {}
    problems = []
    for line in open(files[0], encoding="utf-8"):
        event = json.loads(line)
        of = (event["metadata"]["version"], event["class_uid"])
        if of not in validators:
            schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=of[0]))
            name = schema.lookup_class_name_from_uid(class_uid=of[1])
            validators[of] = Draft202012Validator(schema.get_class_schema(class_name=name, profiles=[]))
        problems += [f"{error.json_path}: {error.message[:300]}" for error in validators[of].iter_errors(event)]
    return {"classes": sorted(uid for _, uid in validators), "problems": problems}


def otlp(files):
    from google.protobuf import json_format
    from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

    records = []
    for line in open(files[0], encoding="utf-8"):
        request = json_format.Parse(line, ExportLogsServiceRequest())
        for resource in request.resource_logs:
            for scope in resource.scope_logs:
                for record in scope.log_records:
                    attributes = {of.key: of.value.string_value for of in record.attributes}
                    records.append([record.time_unix_nano, record.severity_number, record.event_name, attributes["log.record.uid"]])
    return records


print(json.dumps({"parquet": parquet, "ocsf": ocsf, "otlp": otlp}[sys.argv[1]](sys.argv[2:])))
