//! The rules of the house that a machine can check. An exempt list may only shrink.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Rust file of the product's crates, with its path from the root.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let src = entry.unwrap().path().join("src");
        if src.is_dir() {
            walk(&src, &mut files);
        }
    }
    files
        .iter()
        .map(|f| (f.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(f).unwrap()))
        .collect()
}

/// The arrows of ARCHITECTURE.md.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("cluster", &[]),
    ("identity", &["kernel"]),
    ("sheets", &[]),
    ("knowledge", &["kernel", "sheets"]),
    ("desk", &["kernel", "sheets"]),
    ("insight", &["kernel"]),
    ("server", &["kernel", "cluster", "identity", "knowledge", "desk", "insight"]),
    ("bench", &["cluster"]),
];

#[test]
fn crates_depend_only_along_the_drawn_arrows() {
    let drawn: BTreeMap<_, _> = MAY_DEPEND_ON.iter().copied().collect();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Ok(manifest) = fs::read_to_string(path.join("Cargo.toml")) else { continue };
        let allowed = drawn.get(name.as_str()).unwrap_or_else(|| panic!("crate {name} is not on the map"));
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or("");
        for line in dependencies.lines().take_while(|l| !l.starts_with('[')) {
            let dependency = line.split(['.', ' ', '=']).next().unwrap_or("");
            if drawn.contains_key(dependency) {
                assert!(allowed.contains(&dependency), "{name} may not depend on {dependency}");
            }
        }
    }
}

#[test]
fn a_room_keeps_its_layers_apart() {
    for (path, text) in sources() {
        let name = path.rsplit('/').next().unwrap();
        let code: String = text
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        if name == "model.rs" {
            for forbidden in ["async fn", "sqlx::query", "axum::", "TenantTx"] {
                assert!(!code.contains(forbidden), "{path} is pure, but has `{forbidden}`");
            }
        }
        if name == "ops.rs" {
            assert!(!code.contains(".commit(") && !code.contains(".finish("), "{path}: ops never commit");
            assert!(!code.contains("axum::"), "{path} knows HTTP");
        }
        let room = path.starts_with("crates/identity")
            || path.starts_with("crates/knowledge")
            || path.starts_with("crates/desk");
        if room && name == "http.rs" {
            assert!(!code.contains("sqlx::query"), "{path}: SQL belongs into store.rs");
        }
        if !path.starts_with("crates/kernel") {
            assert!(
                !code.contains("PgPool::connect") && !code.contains("PgPoolOptions"),
                "{path} opens a pool of its own"
            );
        }
    }
}

#[test]
fn nothing_is_named_for_being_nothing() {
    for (path, text) in sources() {
        for vague in ["/utils", "/util.", "/common", "/helpers", "/helper.", "/misc", "/manager"] {
            assert!(!path.contains(vague), "{path}");
        }
        for mark in ["todo!(", "unimplemented!(", "FIXME", "XXX"] {
            assert!(!text.contains(mark), "{path} has {mark}");
        }
    }
}

/// About 400 lines is a sign to look for a second room; nobody wants to open more than this.
const LINES_MAX: usize = 500;

#[test]
fn files_stay_readable() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LINES_MAX)
        .map(|(path, text)| (path, text.lines().count()))
        .collect();
    assert_eq!(long, []);
}

/// The generated pages of `docs/` say what the program does.
#[test]
fn the_generated_docs_are_current() {
    for (file, text) in [("docs/errors.md", errors()), ("docs/permissions.md", permissions())] {
        let path = root().join(file);
        if std::env::var_os("POLYDESK_ACCEPT").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap_or_default() == text, "{file} is out of date; run `make accept`");
    }
}

fn errors() -> String {
    let mut out = String::from(
        "# Error codes\n\nGenerated from `crates/kernel/src/error.rs`. The program serves each at `/errors/{code}`.\n\n| code | name | HTTP | 中文 | English |\n|---|---|---|---|---|\n",
    );
    for c in kernel::error::code::ALL {
        out += &format!("| {} | `{}` | {} | {} | {} |\n", c.number, c.name, c.status, c.zh, c.en);
    }
    out
}

fn permissions() -> String {
    use kernel::perm::{ALL, BUILT_IN, Scope};
    let mut out = String::from(
        "# Permissions\n\nGenerated from `crates/kernel/src/perm.rs`: which built-in role holds what, and how far (own, team, department, tenant). Customers hold the three `portal:` permissions that are theirs.\n\n| permission | 中文 |",
    );
    for role in BUILT_IN {
        out += &format!(" {} |", role.code);
    }
    out += "\n|---|---|";
    out += &"---|".repeat(BUILT_IN.len());
    out.push('\n');
    for entry in ALL {
        out += &format!("| `{}` | {} |", entry.code, entry.zh);
        for role in BUILT_IN {
            let scope = match (role.grants)(entry) {
                None => "",
                Some(Scope::Own) => "own",
                Some(Scope::Team) => "team",
                Some(Scope::Department) => "department",
                Some(Scope::Tenant) => "tenant",
            };
            out += &format!(" {scope} |");
        }
        out.push('\n');
    }
    out
}
