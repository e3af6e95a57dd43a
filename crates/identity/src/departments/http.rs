//! `/departments`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use garde::Validate;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{self, Department, DepartmentNode, MoveDepartment, NewDepartment, UpdateDepartment},
    ops, store,
};
use crate::sign_in::Done;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/departments",
            get_with(list, |o| o.id("listDepartments").summary("The tenant's departments, flat.").tag("departments"))
                .post_with(create, |o| {
                    o.id("createDepartment")
                        .summary("Add a department, as the last of its siblings.")
                        .tag("departments")
                }),
        )
        .api_route(
            "/departments/tree",
            get_with(tree, |o| o.id("departmentTree").summary("All departments as a tree.").tag("departments")),
        )
        .api_route(
            "/departments/{id}",
            get_with(get, |o| o.id("getDepartment").summary("One department.").tag("departments"))
                .put_with(update, |o| {
                    o.id("updateDepartment").summary("Rename a department or change its leader.").tag("departments")
                })
                .delete_with(delete, |o| {
                    o.id("deleteDepartment")
                        .summary("Delete a department without people and departments.")
                        .tag("departments")
                }),
        )
        .api_route(
            "/departments/{id}/move",
            post_with(relocate, |o| {
                o.id("moveDepartment")
                    .summary("Move a department, with all below it, to another place.")
                    .tag("departments")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct DepartmentFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// A part of the name.
    #[garde(inner(length(chars, max = 64)))]
    #[schemars(length(max = 64))]
    q: Option<String>,
}

async fn list(
    caller: Allow<perm::DepartmentsRead>,
    State(app): State<App>,
    Query(query): Query<DepartmentFilter>,
) -> Result<List<Department>> {
    let mut tx = caller.begin(&app).await?;
    let departments = store::list(&mut tx, query.q.as_deref(), &query.page).await?;
    let total = store::count(&mut tx, query.q.as_deref()).await?;
    Ok(Reply(Page::new(departments, total, &query.page)))
}

async fn tree(caller: Allow<perm::DepartmentsRead>, State(app): State<App>) -> Result<Reply<Vec<DepartmentNode>>> {
    let mut tx = caller.begin(&app).await?;
    let departments = store::all(&mut tx).await?;
    Ok(Reply(model::tree(departments)))
}

async fn get(
    caller: Allow<perm::DepartmentsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Department>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx, p.id).await.map(Reply)
}

async fn create(
    caller: Allow<perm::DepartmentsWrite>,
    State(app): State<App>,
    Body(body): Body<NewDepartment>,
) -> Result<Reply<Department>> {
    let mut tx = caller.begin(&app).await?;
    let department = ops::create(&mut tx, &body).await?;
    tx.commit(department).await
}

async fn update(
    caller: Allow<perm::DepartmentsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdateDepartment>,
) -> Result<Reply<Department>> {
    let mut tx = caller.begin(&app).await?;
    let department = ops::update(&mut tx, p.id, &body).await?;
    tx.commit(department).await
}

async fn relocate(
    caller: Allow<perm::DepartmentsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<MoveDepartment>,
) -> Result<Reply<Department>> {
    let mut tx = caller.begin(&app).await?;
    let department = ops::relocate(&mut tx, p.id, &body).await?;
    tx.commit(department).await
}

async fn delete(
    caller: Allow<perm::DepartmentsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    tx.commit(Done {}).await
}
