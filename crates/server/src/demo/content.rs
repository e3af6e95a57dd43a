//! The demo's content: files of `demo/`, inside the binary.

use include_dir::{Dir, include_dir};
use serde::{Deserialize, de::DeserializeOwned};

static DEMO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo");

#[derive(Deserialize)]
pub struct People {
    pub password: String,
    pub tenants: Vec<TenantFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantFile {
    pub slug: String,
    pub platform: bool,
    pub name: String,
    pub title: String,
    pub welcome: String,
    pub theme_color: String,
    pub contact_person: String,
    pub contact_email: String,
    pub contact_phone: String,
    pub default_team: Option<String>,
    pub teams: Vec<TeamFile>,
    pub users: Vec<UserFile>,
    pub organizations: Vec<OrganizationFile>,
    pub customers: Vec<CustomerFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamFile {
    pub key: String,
    pub name: String,
    pub description: String,
    pub strategy: String,
    pub skills: Vec<String>,
    #[serde(default)]
    pub problem_types: Vec<String>,
    #[serde(default)]
    pub business_types: Vec<String>,
    pub leader: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserFile {
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<String>,
    pub teams: Vec<String>,
    pub skills: Vec<String>,
    #[serde(default)]
    pub max_sessions: Option<i32>,
}

#[derive(Deserialize)]
pub struct OrganizationFile {
    pub key: String,
    #[serde(flatten)]
    pub profile: desk::organizations::NewOrganization,
}

/// An application to put a customer on file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveFile {
    /// Who applies.
    pub by: String,
    pub submit: bool,
    pub organization: Option<String>,
    pub new_organization: Option<desk::organizations::NewOrganization>,
    pub note: String,
    /// What became of it.
    pub decided: Option<DecisionFile>,
    #[serde(flatten)]
    pub person: desk::archiving::Person,
}

#[derive(Deserialize)]
pub struct DecisionFile {
    pub how: Decision,
    pub by: String,
    #[serde(default)]
    pub opinion: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    Approved,
    Rejected,
    Withdrawn,
}

#[derive(Deserialize)]
pub struct CustomerFile {
    pub phone: String,
    pub name: String,
    pub email: Option<String>,
    pub organization: Option<String>,
    pub position: Option<String>,
    pub vip: bool,
    pub tags: Vec<String>,
    pub profile: String,
    pub note: Option<String>,
    pub archive: Option<ArchiveFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CategoryFile {
    pub slug: String,
    pub parent: Option<String>,
    pub name: String,
    pub name_en: Option<String>,
    pub icon: Option<String>,
    pub description: Option<String>,
}

#[derive(Deserialize)]
pub struct QuickReplyFile {
    pub category: String,
    pub title: String,
    pub shortcut: String,
    pub content: String,
}

pub struct ArticleFile {
    pub category: String,
    pub title: String,
    pub tags: Vec<String>,
    /// How often it is read, 0 to 100: seeds the counters that order the popular ones.
    pub popular: i32,
    pub body: String,
}

pub fn people() -> anyhow::Result<People> {
    json("people.json")
}

/// Categories of a tenant; the second tenant's file is named for it.
pub fn categories(slug: &str) -> anyhow::Result<Vec<CategoryFile>> {
    json(if slug == super::DEFAULT_TENANT { "categories.json" } else { "categories_yunshan.json" })
}

pub fn service() -> anyhow::Result<super::service::ServiceFile> {
    json("service.json")
}

pub fn outreach() -> anyhow::Result<super::outreach::OutreachFile> {
    json("outreach.json")
}

pub fn ai() -> anyhow::Result<ai::demo::DemoFile> {
    json("ai.json")
}

pub fn quick_replies() -> anyhow::Result<Vec<QuickReplyFile>> {
    json("quick_replies.json")
}

pub fn articles(slug: &str) -> anyhow::Result<Vec<ArticleFile>> {
    let root = if slug == super::DEFAULT_TENANT { "articles" } else { "articles_yunshan" };
    let folder = DEMO.get_dir(root).ok_or_else(|| anyhow::anyhow!("demo/{root} is missing"))?;
    let mut articles = Vec::new();
    for category in folder.dirs() {
        let slug = category.path().file_name().and_then(|n| n.to_str()).unwrap_or_default();
        for file in category.files() {
            let text = file.contents_utf8().unwrap_or_default();
            articles.push(
                article(slug, text).ok_or_else(|| anyhow::anyhow!("{} has no front matter", file.path().display()))?,
            );
        }
    }
    Ok(articles)
}

fn json<T: DeserializeOwned>(name: &str) -> anyhow::Result<T> {
    let file = DEMO.get_file(name).ok_or_else(|| anyhow::anyhow!("demo/{name} is missing"))?;
    Ok(serde_json::from_slice(file.contents())?)
}

fn article(category: &str, text: &str) -> Option<ArticleFile> {
    let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let field =
        |name: &str| front.lines().find_map(|l| l.split_once(": ").filter(|(k, _)| *k == name).map(|(_, v)| v.trim()));
    Some(ArticleFile {
        category: category.to_owned(),
        title: field("title")?.to_owned(),
        tags: field("tags").unwrap_or("").split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect(),
        popular: field("popular").and_then(|p| p.parse().ok()).unwrap_or(0),
        body: body.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_demo_can_be_read() {
        let people = people().unwrap();
        assert!(people.tenants.iter().any(|t| t.slug == super::super::DEFAULT_TENANT));
        for slug in ["kangheng", "yunshan"] {
            let categories = categories(slug).unwrap();
            let articles = articles(slug).unwrap();
            assert!(!articles.is_empty());
            for a in &articles {
                assert!(
                    categories.iter().any(|c| c.slug == a.category),
                    "{} is in the unknown category {}",
                    a.title,
                    a.category
                );
            }
        }
        assert!(!quick_replies().unwrap().is_empty());
        service().unwrap();
        outreach().unwrap();
        ai().unwrap();
    }
}
