//! A cable between the product and PostgreSQL that a test can cut: the address it gives leads to the server's, until
//! then.

use std::sync::{Arc, Mutex};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Lies between an address of our own and a server's.
pub struct Cable {
    server: String,
    port: u16,
    ends: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Cable {
    /// Plugged in, in front of the server of a database's address.
    pub async fn before(url: &str) -> Self {
        let cable = Self { server: host(url).to_owned(), port: 0, ends: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let cable = Self { port: listener.local_addr().expect("a port").port(), ..cable };
        cable.connect(listener);
        cable
    }

    /// The database's address through this cable.
    pub fn through(&self, url: &str) -> String {
        url.replacen(host(url), &format!("127.0.0.1:{}", self.port), 1)
    }

    /// Every connection ends, and new ones are refused.
    pub fn cut(&self) {
        for end in self.ends.lock().expect("no test panicked here").drain(..) {
            end.abort();
        }
    }

    pub async fn mend(&self) {
        self.connect(TcpListener::bind(("127.0.0.1", self.port)).await.expect("the port is ours"));
    }

    fn connect(&self, listener: TcpListener) {
        let (server, ends) = (self.server.clone(), Arc::clone(&self.ends));
        let accepting = tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let server = server.clone();
                let one = tokio::spawn(async move {
                    if let Ok(mut far) = TcpStream::connect(server).await {
                        let _ = copy_bidirectional(&mut near, &mut far).await;
                    }
                });
                ends.lock().expect("no test panicked here").push(one);
            }
        });
        self.ends.lock().expect("no test panicked here").push(accepting);
    }
}

/// `host:port` of `postgres://user@host:port/database`.
fn host(url: &str) -> &str {
    let (_, rest) = url.split_once("://").expect("an address");
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    rest.split('/').next().expect("a host")
}
