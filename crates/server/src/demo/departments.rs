//! Departments of the demo, parents before what is below them.

use std::collections::HashMap;

use identity::departments::{self, NewDepartment};
use kernel::{App, TenantId};
use serde::Deserialize;

#[derive(Deserialize)]
struct DepartmentFile {
    name: String,
    parent: Option<String>,
    leader: Option<String>,
    people: Vec<String>,
}

pub async fn seed(app: &App, tenant: TenantId, slug: &str) -> anyhow::Result<()> {
    let mut files: HashMap<String, Vec<DepartmentFile>> =
        serde_json::from_str(include_str!("../../demo/departments.json"))?;
    let mut tx = app.db().begin_system(tenant).await?;
    let mut ids: HashMap<String, i64> = HashMap::new();
    for file in files.remove(slug).unwrap_or_default() {
        let parent_id = file.parent.as_ref().and_then(|name| ids.get(name).copied());
        let leader_id = match &file.leader {
            Some(username) => identity::users::id_by_username(&mut tx, username).await?,
            None => None,
        };
        let new = NewDepartment { name: file.name.clone(), parent_id, leader_id };
        let id = departments::create(&mut tx, &new).await?.id;
        departments::seat(&mut tx, id, &file.people).await?;
        ids.insert(file.name, id);
    }
    Ok(tx.finish().await?)
}
