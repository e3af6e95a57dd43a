//! Google's own schemas (`OBJECT`, `nullable`) as JSON Schema. The order of the members is kept.

use indexmap::IndexMap;
use serde_json::value::RawValue;

use crate::wire::WireError;

/// Schemas deeper than this are refused.
const DEPTH_MAX: usize = 64;

/// Also lets JSON Schema pass unharmed, as newer clients send it.
pub fn json_schema(raw: &RawValue, path: &str) -> Result<Box<RawValue>, WireError> {
    let text = convert(raw, path, 0)?;
    RawValue::from_string(text).map_err(|e| WireError::at(path, e.to_string()))
}

fn convert(raw: &RawValue, path: &str, depth: usize) -> Result<String, WireError> {
    let wrong = |e: serde_json::Error| WireError::at(path, format!("'{path}' is not a schema: {e}"));
    if depth > DEPTH_MAX {
        return Err(WireError::at(path, format!("'{path}' is nested too deeply")));
    }
    if !raw.get().starts_with('{') {
        return Ok(raw.get().to_owned());
    }
    let mut members: IndexMap<String, &RawValue> = serde_json::from_str(raw.get()).map_err(wrong)?;
    let nullable = members.shift_remove("nullable").is_some_and(|v| v.get() == "true");
    // Google's own order of the members; JSON Schema has none.
    members.shift_remove("propertyOrdering");
    let mut out = String::with_capacity(raw.get().len() + 16);
    out.push('{');
    for (i, (name, value)) in members.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::Value::from(name.as_str()).to_string());
        out.push(':');
        out.push_str(&match name.as_str() {
            "type" => kind(value, nullable),
            "properties" | "$defs" | "definitions" => named(value, path, depth)?,
            "items" | "additionalProperties" | "not" => convert(value, path, depth + 1)?,
            "anyOf" | "oneOf" | "allOf" | "prefixItems" => listed(value, path, depth)?,
            // Protobuf writes 64-bit numbers as text.
            "minItems" | "maxItems" | "minLength" | "maxLength" | "minProperties" | "maxProperties" => {
                value.get().trim_matches('"').to_owned()
            }
            _ => value.get().to_owned(),
        });
    }
    out.push('}');
    Ok(out)
}

fn kind(value: &RawValue, nullable: bool) -> String {
    let Ok(name) = serde_json::from_str::<String>(value.get()) else { return value.get().to_owned() };
    let name = name.to_ascii_lowercase();
    match nullable {
        true => format!("[\"{name}\",\"null\"]"),
        false => format!("\"{name}\""),
    }
}

fn named(value: &RawValue, path: &str, depth: usize) -> Result<String, WireError> {
    let members: IndexMap<String, &RawValue> = serde_json::from_str(value.get())
        .map_err(|_| WireError::at(path, format!("'{path}' has properties that are no object")))?;
    let mut parts = Vec::with_capacity(members.len());
    for (name, schema) in members {
        parts.push(format!("{}:{}", serde_json::Value::from(name), convert(schema, path, depth + 1)?));
    }
    Ok(format!("{{{}}}", parts.join(",")))
}

fn listed(value: &RawValue, path: &str, depth: usize) -> Result<String, WireError> {
    let items: Vec<&RawValue> = serde_json::from_str(value.get())
        .map_err(|_| WireError::at(path, format!("'{path}' has alternatives that are no array")))?;
    let parts: Result<Vec<_>, _> = items.into_iter().map(|item| convert(item, path, depth + 1)).collect();
    Ok(format!("[{}]", parts?.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn googles_schema_becomes_json_schema_in_its_order() {
        let google = r#"{"type":"OBJECT","properties":{"reason":{"type":"STRING","nullable":true},"answers":{"type":"ARRAY","items":{"type":"INTEGER"},"minItems":"1"}},"required":["reason"],"propertyOrdering":["reason"]}"#;
        let raw = RawValue::from_string(google.into()).unwrap();
        assert_eq!(
            json_schema(&raw, "s").unwrap().get(),
            r#"{"type":"object","properties":{"reason":{"type":["string","null"]},"answers":{"type":"array","items":{"type":"integer"},"minItems":1}},"required":["reason"]}"#
        );
    }

    #[test]
    fn a_schema_without_a_bottom_is_refused() {
        let deep = format!("{}{{}}{}", "{\"items\":".repeat(100), "}".repeat(100));
        assert!(json_schema(&RawValue::from_string(deep).unwrap(), "s").is_err());
    }
}
