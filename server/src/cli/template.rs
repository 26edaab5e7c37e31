//! Tables to fill in: the headings of a form and one example each, as CSV on standard output.

use clap::{Args, ValueEnum};
use services::commands::import::forms;

#[derive(Args)]
pub struct Template {
    #[arg(value_enum)]
    what: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Regions,
    Agencies,
    Accounts,
    Stages,
    Catalogue,
    Ceilings,
    Proposals,
}

impl Template {
    pub fn print(&self) {
        let form = match self.what {
            What::Regions => &forms::REGIONS,
            What::Agencies => &forms::AGENCIES,
            What::Accounts => &forms::ACCOUNTS,
            What::Stages => &forms::STAGES,
            What::Catalogue => &forms::CATALOGUE,
            What::Ceilings => &forms::CEILINGS,
            What::Proposals => &forms::PROPOSALS,
        };
        say!("{}", form.template.join("\n"));
    }
}
