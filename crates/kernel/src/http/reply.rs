//! The envelope of every success, in 003's profile ([`Reply`]) and 001's ([`PortalReply`], [`PortalList`]).

use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as ApiResponse, SchemaObject, StatusCode},
};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::context::{self, Timestamp};

/// `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Reply")]
pub struct Envelope<T> {
    pub code: u16,
    pub message: &'static str,
    pub data: T,
    pub timestamp: Timestamp,
    pub trace_id: String,
}

/// A success with data.
#[derive(Debug)]
pub struct Reply<T>(pub T);

impl<T> Reply<T> {
    fn envelope(self) -> Envelope<T> {
        let request = context::current();
        Envelope {
            code: 200,
            message: "success",
            data: self.0,
            timestamp: request.timestamp(),
            trace_id: request.trace_id.clone(),
        }
    }
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        Json(self.envelope()).into_response()
    }
}

/// 001's single object: the same envelope, its path decides the form of the timestamp.
pub type PortalReply<T> = Reply<T>;

#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct PortalPagination {
    pub page: u32,
    pub size: u32,
    pub total: i64,
    pub pages: i64,
}

/// The portal's list: the array is `data`, the page stands beside it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}PortalList")]
pub struct PortalEnvelope<T> {
    pub code: u16,
    pub message: &'static str,
    pub data: Vec<T>,
    pub pagination: PortalPagination,
    pub timestamp: Timestamp,
    pub trace_id: String,
}

#[derive(Debug)]
pub struct PortalList<T> {
    pub list: Vec<T>,
    pub pagination: PortalPagination,
}

impl<T> PortalList<T> {
    pub fn new(list: Vec<T>, total: i64, page: &super::PageQuery) -> Self {
        Self {
            list,
            pagination: PortalPagination { page: page.page, size: page.size, total, pages: page.pages(total) },
        }
    }
}

impl<T: Serialize> IntoResponse for PortalList<T> {
    fn into_response(self) -> Response {
        let request = context::current();
        Json(PortalEnvelope {
            code: 200,
            message: "success",
            data: self.list,
            pagination: self.pagination,
            timestamp: request.timestamp(),
            trace_id: request.trace_id.clone(),
        })
        .into_response()
    }
}

/// The stored answer of an idempotent request that was carried out before.
pub(crate) fn replayed(stored: &RawValue) -> Response {
    let mut response = Reply(stored).into_response();
    response.headers_mut().insert("idempotent-replayed", http::HeaderValue::from_static("true"));
    response
}

fn documented<T: JsonSchema>(ctx: &mut GenContext, description: &str) -> ApiResponse {
    let json_schema = ctx.schema.subschema_for::<T>();
    let media = MediaType {
        schema: Some(SchemaObject { json_schema, example: None, external_docs: None }),
        ..Default::default()
    };
    ApiResponse {
        description: description.into(),
        content: [("application/json".to_owned(), media)].into_iter().collect(),
        ..Default::default()
    }
}

impl<T: JsonSchema> OperationOutput for Reply<T> {
    type Inner = T;
    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        Some(documented::<Envelope<T>>(ctx, "Done."))
    }
    fn inferred_responses(ctx: &mut GenContext, op: &mut Operation) -> Vec<(Option<StatusCode>, ApiResponse)> {
        Self::operation_response(ctx, op).map(|r| (Some(StatusCode::Code(200)), r)).into_iter().collect()
    }
}

impl<T: JsonSchema> OperationOutput for PortalList<T> {
    type Inner = T;
    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        Some(documented::<PortalEnvelope<T>>(ctx, "Done."))
    }
    fn inferred_responses(ctx: &mut GenContext, op: &mut Operation) -> Vec<(Option<StatusCode>, ApiResponse)> {
        Self::operation_response(ctx, op).map(|r| (Some(StatusCode::Code(200)), r)).into_iter().collect()
    }
}

impl OperationOutput for crate::Error {
    type Inner = crate::error::Problem;
    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        Some(documented::<crate::error::Problem>(ctx, "Refused, with the reason."))
    }
    fn inferred_responses(ctx: &mut GenContext, op: &mut Operation) -> Vec<(Option<StatusCode>, ApiResponse)> {
        Self::operation_response(ctx, op).map(|r| (None, r)).into_iter().collect()
    }
}
