//! `/customer-segments`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    model::{NewSegment, Rules, Segment, SegmentMember, SegmentPreview},
    store,
};
use crate::customers::Reach;

/// Customers that a preview names.
const SHOWN: u32 = 10;

pub fn routes() -> ApiRouter<App> {
    let tag = "segments";
    ApiRouter::new()
        .api_route(
            "/customer-segments",
            get_with(list, |o| o.id("listSegments").summary("Segments, newest first.").tag(tag))
                .post_with(create, |o| o.id("createSegment").summary("Keep rules as a segment.").tag(tag)),
        )
        .api_route(
            "/customer-segments/preview",
            post_with(preview, |o| o.id("previewSegment").summary("Who these rules would find now.").tag(tag)),
        )
        .api_route(
            "/customer-segments/{id}",
            get_with(show, |o| o.id("getSegment").summary("One segment.").tag(tag))
                .put_with(update, |o| o.id("updateSegment").summary("Change a segment.").tag(tag))
                .delete_with(delete, |o| {
                    o.id("deleteSegment").summary("Remove a segment; its customers stay.").tag(tag)
                }),
        )
        .api_route(
            "/customer-segments/{id}/customers",
            get_with(members, |o| o.id("listSegmentCustomers").summary("Who is in it now, last seen first.").tag(tag)),
        )
}

#[derive(Debug, Serialize, JsonSchema)]
struct SegmentRemoved {}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<Segment>> {
    let mut tx = caller.begin(&app).await?;
    let (list, total) = store::list(&mut tx, &page).await?;
    Ok(Reply(Page::new(list, total, &page)))
}

async fn show(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Segment>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::find(&mut tx, p.id).await?))
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewSegment>,
) -> Result<Reply<Segment>> {
    let mut tx = caller.begin(&app).await?;
    let id = store::create(&mut tx, &new).await?;
    tx.audit("segment.create", format!("segment/{id}"), json!({ "name": new.name }));
    let segment = store::find(&mut tx, id).await?;
    tx.commit(segment).await
}

async fn update(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(new): Body<NewSegment>,
) -> Result<Reply<Segment>> {
    let mut tx = caller.begin(&app).await?;
    store::update(&mut tx, p.id, &new).await?;
    tx.audit("segment.update", format!("segment/{}", p.id), json!({ "name": new.name }));
    let segment = store::find(&mut tx, p.id).await?;
    tx.commit(segment).await
}

async fn delete(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<SegmentRemoved>> {
    let mut tx = caller.begin(&app).await?;
    let segment = store::find(&mut tx, p.id).await?;
    store::delete(&mut tx, p.id).await?;
    tx.audit("segment.delete", format!("segment/{}", p.id), json!({ "name": segment.name }));
    tx.commit(SegmentRemoved {}).await
}

async fn preview(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Body(rules): Body<Rules>,
) -> Result<Reply<SegmentPreview>> {
    let mut tx = caller.begin(&app).await?;
    let reach = Reach::of(&caller.principal, caller.scope);
    let (customers, total) = store::count(&mut tx, &rules, &reach).await?;
    let first = store::members(&mut tx, &rules, &reach, &PageQuery { page: 1, size: SHOWN }).await?;
    let share = if customers == 0 { 0.0 } else { total as f64 / customers as f64 };
    Ok(Reply(SegmentPreview { total, share, first }))
}

async fn members(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(page): Query<PageQuery>,
) -> Result<List<SegmentMember>> {
    let mut tx = caller.begin(&app).await?;
    let segment = store::find(&mut tx, p.id).await?;
    let reach = Reach::of(&caller.principal, caller.scope);
    let (_, total) = store::count(&mut tx, &segment.rules, &reach).await?;
    let list = store::members(&mut tx, &segment.rules, &reach, &page).await?;
    Ok(Reply(Page::new(list, total, &page)))
}
