//! `make bench-import`: a file of 100,000 customers through the public API, beside PostgreSQL's own `COPY` of the same
//! rows into a table with the same columns, indexes and policy. The ratio is what checking every row, finding who is
//! known, counting and telling cost.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::api::{Api, DEMO_PASSWORD, DEMO_TENANT};
use bench::baseline::Baseline;
use bench::memory;
use bench::program::Program;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(900);

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let binary = PathBuf::from(arguments.next().context("usage: bench-import PATH-OF-POLYDESK [ROWS]")?);
    let rows: usize = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let folder = std::env::temp_dir().join(format!("polydesk-bench-import-{}", std::process::id()));
    let outcome = run(&binary, &folder, rows).await;
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

async fn run(binary: &Path, folder: &Path, rows: usize) -> Result<()> {
    let mut program = Program::new(binary, folder)?;
    program.start().await?;
    let admin = Api::anonymous(&program.url())?.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await?;
    let pid = program.pid().context("not running")?;
    let text = table(rows);
    println!("{rows} rows, {:.1} MiB of CSV", text.len() as f64 / f64::from(1 << 20));

    let idle = memory::resident_kib(pid)?;
    let began = Instant::now();
    let import = admin.upload("/customer-imports", "customers.csv", text.clone().into_bytes()).await?;
    println!("upload                                  {:>8.2} s", began.elapsed().as_secs_f64());
    let path = format!("/customer-imports/{}", import["id"]);
    let (check, mut peak) = phase(&admin, &path, "check", "checked", pid).await?;
    println!("check                                   {:>8.2} s", check.as_secs_f64());
    let (write, later) = phase(&admin, &path, "start", "done", pid).await?;
    peak = peak.max(later);
    println!("import                                  {:>8.2} s", write.as_secs_f64());
    println!("  rows a second                         {:>8.0}", rows as f64 / write.as_secs_f64());
    println!("memory above idle, at most              {:>8.1} MiB", peak.saturating_sub(idle) as f64 / 1024.0);
    let done = admin.get(&path).await?;
    ensure!(done["counts"]["created"] == rows, "not every row came in: {done}");

    match Baseline::of(&program)? {
        Some(baseline) => {
            let copied = copy(&baseline, &program.data().join("copy.tsv"), &text)?;
            println!("COPY of the same rows, same indexes     {:>8.2} s", copied.as_secs_f64());
            println!("  import / COPY                         {:>8.2}", write.as_secs_f64() / copied.as_secs_f64());
        }
        None => println!("This PostgreSQL comes without psql: no ratio."),
    }
    program.stop()?;
    Ok(())
}

/// How long a phase takes, and the most memory that the program had in it.
async fn phase(admin: &Api, path: &str, verb: &str, until: &str, pid: u32) -> Result<(Duration, u64)> {
    let began = Instant::now();
    admin.post(&format!("{path}/{verb}"), &json!({})).await?;
    let mut peak = 0;
    loop {
        let import: Value = admin.get(path).await?;
        peak = peak.max(memory::resident_kib(pid)?);
        if import["status"] == until {
            return Ok((began.elapsed(), peak));
        }
        ensure!(began.elapsed() < PATIENCE, "it stays {import}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn table(rows: usize) -> String {
    let mut text = String::from("客户编号,姓名,手机号,邮箱,所属机构,地区,职务,VIP,标签,备注\n");
    for n in 0..rows {
        let _ = writeln!(
            text,
            "B-{n},客户{n},139{n:08},c{n}@example.com,第{}医院,杭州,主任,{},\"重点，老客户\",由表格导入",
            n % 2000,
            if n % 9 == 0 { "是" } else { "否" },
        );
    }
    text
}

/// The columns of customers, filled by one COPY in one transaction.
fn copy(baseline: &Baseline, file: &Path, text: &str) -> Result<Duration> {
    let mut rows = String::new();
    for (n, line) in text.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let _ = writeln!(
            rows,
            "{}\t{}\t{}\t{}\t{}\tformal\t{}\t重点,老客户\t由表格导入",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[7] == "是",
            n % 2000 + 1,
        );
    }
    std::fs::write(file, rows)?;
    baseline.ask(
        "create table tenants.copied (like tenants.customers including all);
         grant insert on tenants.copied to polydesk_app",
    )?;
    let columns = "code, name, phone, email, vip, profile, organization_id, tags, note";
    baseline.ask("alter table tenants.copied alter column tenant_id set default 1")?;
    let began = Instant::now();
    baseline.ask(&format!("\\copy tenants.copied ({columns}) from '{}'", file.display()))?;
    let took = began.elapsed();
    baseline.ask("drop table tenants.copied")?;
    Ok(took)
}
