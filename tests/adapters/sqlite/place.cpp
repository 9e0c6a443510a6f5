#include "tests/adapters/sqlite/place.hpp"

#include <fstream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>

#include "tests/contract/desk.hpp"

namespace makegood::sqlite {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "makegood-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test at " + name);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Options SqlitePlace::placed() const {
    Options with_path = options;
    with_path.path = path();
    return with_path;
}

std::unique_ptr<Store> SqlitePlace::open(const Company& company, WallClock& clock, const Limits& limits) {
    options.queue_max = limits.queue_max;
    options.batch_max = limits.batch_max;
    auto store = SqliteStore::open(placed(), crypto, clock, company);
    if (!store) throw std::runtime_error(store.error());
    return std::move(store).value();
}

std::unique_ptr<SqliteStore> SqlitePlace::open_store(WallClock& clock) {
    auto store = SqliteStore::open(placed(), crypto, clock, contract::company());
    if (!store) throw std::runtime_error(store.error());
    return std::move(store).value();
}

std::string SqlitePlace::refusal_to_open() {
    contract::HandClock clock(contract::monday_morning());
    const auto store = SqliteStore::open(placed(), crypto, clock, contract::company());
    return store ? "it was opened" : store.error();
}

std::string SqlitePlace::bytes() const {
    std::string all;
    for (const char* suffix : {"", "-wal", "-shm"})
        if (std::filesystem::exists(path() + suffix)) all += read_file(path() + suffix);
    return all;
}

std::string SqlitePlace::dump(const std::string& query) const {
    SQLite::Database database(path());
    SQLite::Statement statement(database, query);
    std::string text;
    while (statement.executeStep()) {
        for (int i = 0; i < statement.getColumnCount(); ++i) {
            const SQLite::Column column = statement.getColumn(i);
            text += column.isNull() ? "null" : column.getString();
            text += '|';
        }
        text += '\n';
    }
    return text;
}

std::string SqlitePlace::dump_projections() const {
    std::string text;
    for (const char* table : {"invoices", "claims", "adjustments", "entries", "balances", "outcome_days", "series",
                              "payments", "refunds", "refund_instructions", "make_goods", "account_days"})
        text +=
            std::string(table) + "\n" + dump(std::string("SELECT * FROM ") + table);  // in the order of the primary key
    return text;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

}  // namespace makegood::sqlite
