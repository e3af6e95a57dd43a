//! The cluster that tests share when they are run by hand.

use cluster::testing;
use sqlx::{Connection as _, PgConnection};

#[tokio::test]
async fn many_tests_at_once_find_the_same_running_cluster() {
    let urls: Vec<String> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(testing::shared_url)).collect();
        asking.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(urls.iter().all(|url| *url == urls[0]), "{urls:?}");
    let mut connection = PgConnection::connect(&format!("{}/postgres", urls[0])).await.unwrap();
    let fsync: String = sqlx::query_scalar("select current_setting('fsync')").fetch_one(&mut connection).await.unwrap();
    assert_eq!(fsync, "off", "a test cluster spends nothing on durability");
}
