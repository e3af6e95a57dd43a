//! The smallest value that a JSON schema of our document accepts, or the one that it gives as an example.

use serde_json::{Map, Value, json};

pub fn example(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let resolved = document.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("dangling {name}"));
        return example(document, resolved);
    }
    if let Some(given) = schema["examples"].get(0) {
        return given.clone();
    }
    if let Some(value) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return value.clone();
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(options) = schema[key].as_array() {
            let first = options.iter().find(|o| o["type"] != "null").unwrap_or(&Value::Null);
            return example(document, first);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().fold(json!({}), |mut all, part| {
            if let (Some(all), Value::Object(more)) = (all.as_object_mut(), example(document, part)) {
                all.extend(more);
            }
            all
        });
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|k| *k != "null").unwrap_or("null"),
        kind => kind.as_str().unwrap_or("object"),
    };
    match kind {
        "string" => string(schema),
        "integer" | "number" => schema["minimum"].as_i64().filter(|m| *m > 0).unwrap_or(1).into(),
        "boolean" => false.into(),
        "array" => (0..schema["minItems"].as_u64().unwrap_or(0)).map(|_| example(document, &schema["items"])).collect(),
        "null" => Value::Null,
        _ => object(document, schema),
    }
}

fn string(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("uuid") => return uuid::Uuid::now_v7().to_string().into(),
        Some("date-time") => return "2030-01-01T00:00:00Z".into(),
        Some("date") => return "2030-01-01".into(),
        Some("email") => return "someone@example.com".into(),
        _ => {}
    }
    let length = usize::try_from(schema["minLength"].as_u64().unwrap_or(1)).unwrap().max(1);
    "x".repeat(length).into()
}

fn object(document: &Value, schema: &Value) -> Value {
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let fields: Map<_, _> =
        required.map(|name| (name.to_owned(), example(document, &schema["properties"][name]))).collect();
    Value::Object(fields)
}
