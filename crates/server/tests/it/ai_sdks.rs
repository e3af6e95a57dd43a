//! The vendors' own SDKs work against the gateway unchanged, whichever provider answers: each script of `tests/sdk`
//! asks the same of all three. Afterwards the books of both sides agree.

use std::{path::Path, process::Stdio};

use serde_json::json;

use crate::support::{
    TestApp,
    pool::Pool,
    upstream::{Call, End, Trouble},
};

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The command that starts a Python which has the SDKs.
async fn python() -> Vec<String> {
    let script = root().join("scripts/ensure-sdks.sh");
    let out = tokio::process::Command::new(script).stderr(Stdio::inherit()).output().await.unwrap();
    assert!(out.status.success(), "the SDKs could not be installed");
    String::from_utf8(out.stdout).unwrap().split_whitespace().map(str::to_owned).collect()
}

async fn prove(script: &str) {
    let python = python().await;
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let models = |names: &[&str]| json!({ "supportedModels": names });
    pool.account("openai", "sk-openai", models(&["gpt-4o-mini", "text-embedding-3-small"])).await;
    pool.account("claude", "sk-claude", models(&["claude-sonnet-4"])).await;
    pool.account("gemini", "sk-gemini", models(&["gemini-2.5-flash", "gemini-embedding-001"])).await;
    for (name, trouble) in [
        ("limited", Trouble::Limited(std::time::Duration::from_secs(7))),
        ("broken", Trouble::Broken),
        ("cut", Trouble::Cut(1_000)),
    ] {
        let credential = format!("sk-{name}");
        pool.upstream.trouble(&credential, trouble);
        pool.account("openai", &credential, models(&[&format!("{name}-model")])).await;
    }

    let out = tokio::process::Command::new(&python[0])
        .args(&python[1..])
        .arg(root().join("crates/server/tests/sdk").join(script))
        .env("POLYDESK_URL", &app.base)
        .env("POLYDESK_AI_KEY", &pool.key)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        // A proxy of the machine is not for the loopback.
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}{}", String::from_utf8_lossy(&out.stderr));

    // Google counts no vectors, so those are estimated here.
    let counted = |call: &Call| call.end == End::Whole && call.model != "gemini-embedding-001";
    let theirs: Vec<_> = pool.upstream.calls().into_iter().filter(counted).collect();
    let wanted = theirs.iter().fold([0, 0, 0], |[i, c, o], call| [i + call.input, c + call.cached, o + call.output]);
    let mut ours = [0, 0, 0];
    // Rows reach the database in batches.
    for _ in 0..400 {
        ours = booked(&pool).await;
        if ours == wanted {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(ours, wanted, "input, cached and output of {} calls", theirs.len());
}

/// Tokens of the calls that went well, as the gateway booked the vendors' counts.
async fn booked(pool: &Pool<'_>) -> [u64; 3] {
    let calls = pool.tenant.admin.get("/ai/calls?size=200").await.list();
    let mut sums = [0; 3];
    for call in calls.iter().filter(|call| call["status"] == "success" && call["isEstimated"] == false) {
        for (sum, name) in sums.iter_mut().zip(["inputTokens", "cachedTokens", "outputTokens"]) {
            *sum += call[name].as_u64().unwrap();
        }
    }
    sums
}

#[tokio::test]
async fn openais_sdk_works_with_each_provider() {
    prove("openai_sdk.py").await;
}

#[tokio::test]
async fn anthropics_sdk_works_with_each_provider() {
    prove("anthropic_sdk.py").await;
}

#[tokio::test]
async fn googles_sdk_works_with_each_provider() {
    prove("gemini_sdk.py").await;
}
