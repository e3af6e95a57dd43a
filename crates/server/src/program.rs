//! Puts the program together: the parts, in the order in which they need each other.

use std::{
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    sync::Arc,
};

use axum::Router;
use kernel::{App, Clock, Db, Error, Result, Settings, bus::Bus, db::DbOptions, outbound::Outbound, secret::MasterKey};

use crate::{api, assistant::Assistant, erasing, jobs, realtime::Hub, reminders};

pub struct ProgramOptions {
    pub db: DbOptions,
    pub keys: MasterKey,
    pub settings: Settings,
    pub clock: Arc<dyn Clock>,
    /// Cost of bcrypt; 12 in production (003 §4.2), less where tests make hundreds of users.
    pub password_cost: u32,
    /// Off only where it is measured what it costs: AI calls are neither limited nor booked.
    pub ai_governance: bool,
}

/// A running program: what serves requests, and what works in the background.
pub struct Program {
    pub app: App,
    pub router: Router,
    pub identity: identity::Identity,
}

impl Program {
    /// Opens the database, migrates it, starts the background work and builds the router.
    pub async fn start(options: ProgramOptions) -> Result<Self> {
        keep_private(&options.settings.data).map_err(Error::internal)?;
        let bus = Bus::default();
        let db = Db::open(options.db, options.keys.clone(), options.clock.clone(), bus.clone()).await?;
        let identity = identity::Identity::new(db.clone(), options.clock.clone(), &options.keys, options.password_cost);
        let authenticator = Arc::new(identity.clone());
        let outbound = Outbound::new(&options.settings.outbound_allowed)?;
        let app = App::new(db, bus, options.clock, options.keys, options.settings, authenticator, outbound);

        let hub = Hub::start(&app, identity.clone());
        let (recorder, inbox) = insight::Recorder::new();
        recorder.start(&app, inbox);
        let knowledge = knowledge::Knowledge::start(&app).await?;
        let files = desk::files::Files::new(&app)?;
        // Before anything can be read: a restored backup forgets again who was erased after it was made.
        erasing::replay(&app, &identity, &files).await?;
        let gateway = ai::Gateway::start(&app, options.ai_governance).await?;
        knowledge.answer_by(Arc::new(Assistant(gateway.clone())));
        desk::start(&app, &files);
        identity::start(&app);
        reminders::start(&app);
        let extensions =
            jobs::Extensions { identity: identity.clone(), knowledge: knowledge.clone(), files: files.clone() };
        jobs::start(&app, extensions).await?;

        let rooms = api::Rooms { identity: identity.clone(), knowledge, files, recorder, hub, gateway };
        let router = api::router(&app, rooms);
        Ok(Self { app, router, identity })
    }
}

/// Closes the folders that hold what people wrote and sent to other users of the machine. The data folder itself
/// stays open: a private PostgreSQL runs under a user of its own and has to pass through it.
fn keep_private(data: &Path) -> io::Result<()> {
    for name in ["files", "spool", "outbox", "search", "keys", "metering"] {
        let folder = data.join(name);
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        // One that an earlier version made.
        fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_sent_is_closed_to_other_users_of_the_machine() {
        let data = std::env::temp_dir().join(format!("polydesk-private-{}", kernel::secret::token()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::create_dir_all(data.join("files")).unwrap();
        let before = mode(&data);
        fs::set_permissions(data.join("files"), Permissions::from_mode(0o755)).unwrap();
        keep_private(&data).unwrap();
        for name in ["files", "spool", "outbox", "search", "keys", "metering"] {
            assert_eq!(mode(&data.join(name)), 0o700, "{name}");
        }
        assert_eq!(mode(&data), before, "PostgreSQL's own user passes through it");
        fs::remove_dir_all(data).unwrap();
    }
}
