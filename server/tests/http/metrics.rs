//! The numbers for a monitoring program.

use crate::support::Child;
use std::net::TcpListener;
use testing::at_sqlite;
use tokio::runtime::Runtime;

async fn text(address: &str) -> String {
    reqwest::get(address).await.unwrap().text().await.unwrap()
}

#[test]
fn numbers_are_shown_on_an_address_of_their_own_and_say_nothing_about_persons() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
            let server = Child::start_with(url, folder, &["--metrics-addr", &address], &[]);
            text(&format!("{}/masuk?cari=carilahaku", server.origin)).await;
            text(&format!("{}/tidak/ada/carilahaku", server.origin)).await;
            let numbers = text(&format!("http://{address}/metrics")).await;
            for line in [
                "rembuk_requests_total{method=\"GET\",route=\"/masuk\",status=\"200\"} 1",
                "rembuk_requests_total{method=\"GET\",route=\"-\",status=\"404\"} 1",
                "rembuk_request_seconds_count{route=\"/masuk\"} 1",
                "rembuk_connections",
            ] {
                assert!(numbers.contains(line), "{line} in {numbers}");
            }
            assert!(!numbers.contains("carilahaku"));
            let public = reqwest::get(format!("{}/metrics", server.origin)).await.unwrap();
            assert_eq!(public.status(), 404, "visitors do not see them");
        });
    });
}
