//! Puts the program together: the parts, in the order in which they need each other.

use std::sync::Arc;

use axum::Router;
use kernel::{App, Clock, Db, Result, Settings, bus::Bus, db::DbOptions, secret::MasterKey};

use crate::{api, jobs, realtime::Hub, reminders};

pub struct ProgramOptions {
    pub db: DbOptions,
    pub keys: MasterKey,
    pub settings: Settings,
    pub clock: Arc<dyn Clock>,
    /// Cost of bcrypt; 12 in production (003 §4.2), less where tests make hundreds of users.
    pub password_cost: u32,
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
        let bus = Bus::default();
        let db = Db::open(options.db, options.keys.clone(), options.clock.clone(), bus.clone()).await?;
        let identity = identity::Identity::new(db.clone(), options.clock.clone(), &options.keys, options.password_cost);
        let authenticator = Arc::new(identity.clone());
        let app = App::new(db, bus, options.clock, options.keys, options.settings, authenticator);

        let hub = Hub::start(&app, identity.clone());
        let (recorder, inbox) = insight::Recorder::new();
        recorder.start(&app, inbox);
        let knowledge = knowledge::Knowledge::start(&app).await?;
        let files = desk::files::Files::new(&app)?;
        desk::start(&app);
        identity::start(&app);
        reminders::start(&app);
        jobs::start(&app, &knowledge, &files).await?;

        let rooms = api::Rooms { identity: identity.clone(), knowledge, files, recorder, hub };
        let router = api::router(&app, rooms);
        Ok(Self { app, router, identity })
    }
}
