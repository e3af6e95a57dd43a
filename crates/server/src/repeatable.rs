//! `Idempotency-Key` in the document: declared on the operations whose first transaction of the caller's claims it.

use aide::openapi::{
    HeaderStyle, OpenApi, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr,
    SchemaObject,
};

pub const HEADER: &str = "Idempotency-Key";
const DESCRIPTION: &str = "Any text of the client's own, such as a UUID. A repeat of the same request with the same key \
    within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was \
    not kept). Another request with the same key is refused.";

/// Calls to a model are made outside of any transaction.
const NOT_REPEATABLE: &[&str] = &["aiChat"];

pub fn declare(document: &mut OpenApi) {
    let Some(paths) = &mut document.paths else { return };
    for (path, item) in &mut paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        // Signing in and out makes tokens, which are never kept.
        if path.contains("/auth/") {
            continue;
        }
        for operation in writes(item).filter(|o| honours(o)) {
            operation.parameters.push(ReferenceOr::Item(header()));
        }
    }
}

fn writes(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().filter_map(Option::as_mut)
}

/// The key is a caller's, and uploads are not kept in memory to be compared.
fn honours(operation: &Operation) -> bool {
    let is_upload = match &operation.request_body {
        Some(ReferenceOr::Item(body)) => body.content.keys().any(|kind| kind != "application/json"),
        _ => false,
    };
    let id = operation.operation_id.as_deref().unwrap_or_default();
    operation.extensions.contains_key("x-permission") && !is_upload && !NOT_REPEATABLE.contains(&id)
}

fn header() -> Parameter {
    let json_schema = schemars::json_schema!({ "type": "string", "minLength": 1, "maxLength": 255 });
    Parameter::Header {
        parameter_data: ParameterData {
            name: HEADER.into(),
            description: Some(DESCRIPTION.into()),
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(SchemaObject { json_schema, example: None, external_docs: None }),
            example: None,
            examples: Default::default(),
            explode: None,
            extensions: Default::default(),
        },
        style: HeaderStyle::Simple,
    }
}
