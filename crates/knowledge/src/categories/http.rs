//! `/kb/categories`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, put_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, IdPath, Path, Reply, Result, perm};
use serde_json::json;

use crate::Done;

use super::{
    model::{Category, NewCategory},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/kb/categories",
            get_with(list, |o| {
                o.id("listCategories").summary("The categories of the knowledge base.").tag("knowledge")
            })
            .post_with(create, |o| o.id("createCategory").summary("Add a category.").tag("knowledge")),
        )
        .api_route(
            "/kb/categories/{id}",
            put_with(update, |o| o.id("updateCategory").summary("Change a category.").tag("knowledge"))
                .delete_with(delete, |o| o.id("deleteCategory").summary("Delete an empty category.").tag("knowledge")),
        )
}

async fn list(caller: Allow<perm::ArticlesRead>, State(app): State<App>) -> Result<Reply<Vec<Category>>> {
    let mut tx = caller.begin(&app).await?;
    store::list(&mut tx).await.map(Reply)
}

async fn create(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Body(body): Body<NewCategory>,
) -> Result<Reply<Category>> {
    let mut tx = caller.begin(&app).await?;
    let id = store::insert(&mut tx, &body).await?;
    let category = store::get(&mut tx, id).await?;
    tx.audit("category.create", format!("category/{id}"), json!({ "name": category.name }));
    tx.commit(category).await
}

async fn update(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<NewCategory>,
) -> Result<Reply<Category>> {
    let mut tx = caller.begin(&app).await?;
    // A tree has no circles: the new parent may not be below the category itself.
    let all = store::list(&mut tx).await?;
    if !all.iter().any(|c| c.id == path.id) {
        return Err(Error::not_found());
    }
    let mut above = body.parent_id;
    // Bounded, because two changes at once could still have made one.
    for _ in 0..all.len() {
        if above == Some(path.id) {
            return Err(Error::field("parentId", "is the category itself or below it"));
        }
        above = above.and_then(|parent| all.iter().find(|c| c.id == parent)).and_then(|c| c.parent_id);
    }
    store::update(&mut tx, path.id, &body).await?;
    let category = store::get(&mut tx, path.id).await?;
    tx.audit("category.update", format!("category/{}", path.id), json!({ "name": category.name }));
    tx.commit(category).await
}

async fn delete(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    store::release_deleted(&mut tx, path.id).await?;
    store::delete(&mut tx, path.id).await?;
    tx.audit("category.delete", format!("category/{}", path.id), json!({}));
    tx.commit(Done {}).await
}
