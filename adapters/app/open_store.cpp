#include "adapters/app/open_store.hpp"

#include <iostream>

namespace makegood::app {

namespace {

void tell_of_restart(const std::string& database, const SeriesMark& mark, const Company& company) {
    const std::string& prefix = company.prefixes[static_cast<std::size_t>(Series::credit_note)];
    std::cerr
        << "makegood: \"" << database << "\" was restored or copied: \"" << database
        << ".checkpoint\" does not show that it holds the last event of its journal. The lost file may have given "
           "numbers that this one does not know, so new numbers have a mark from here on, as in "
        << marked(prefix, mark) << "-2026-000001.\n"
        << "makegood: if it does hold the last event: makegood journal prove --db " << database
        << " --checkpoint EVENT:HASH, as the journal's last process said when it stopped" << std::endl;
}

}  // namespace

Result<std::unique_ptr<sqlite::SqliteStore>, std::string> open_store(const std::string& database,
                                                                     const config::Configuration& configuration,
                                                                     const Company& company, Crypto& crypto,
                                                                     WallClock& clock) {
    auto store = sqlite::SqliteStore::open(store_options(database, configuration), crypto, clock, company);
    if (store && !(*store)->restarted().empty()) tell_of_restart(database, (*store)->restarted(), company);
    return store;
}

}  // namespace makegood::app
