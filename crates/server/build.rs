//! The front end is embedded from `web/dist`; a checkout where it was not built yet still compiles.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
    let dist = std::path::Path::new("../../web/dist");
    if let Err(e) = std::fs::create_dir_all(dist) {
        println!("cargo:warning=making {}: {e}", dist.display());
    }
}
