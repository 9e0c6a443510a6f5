#include "tests/adapters/export/strict_tools.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "adapters/codec/csv_reader.hpp"

namespace makegood::exports {

namespace fs = std::filesystem;

namespace {

struct Said {
    std::string words;
    int status;
};

/// Runs it in a locale in which hledger reads UTF-8.
Said run(const std::string& command) {
    std::FILE* pipe = ::popen(("export LC_ALL=C.UTF-8; exec 2>&1; " + command).c_str(), "r");
    REQUIRE(pipe != nullptr);
    Said said{};
    std::array<char, 1 << 16> part{};
    while (const std::size_t bytes = std::fread(part.data(), 1, part.size(), pipe))
        said.words.append(part.data(), bytes);
    said.status = ::pclose(pipe);
    return said;
}

std::string output_of(const std::string& command) {
    Said said = run(command);
    INFO(command << "\n" << said.words);
    REQUIRE(said.status == 0);
    return std::move(said.words);
}

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    text.erase(0, text.find_first_not_of(' '));
    return text;
}

std::vector<std::string> sorted_lines(const std::string& text, std::size_t skipped) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (skipped > 0)
            --skipped;
        else if (!line.empty())
            lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

/// The rows of a CSV after its titles.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream in(csv);
    codec::CsvReader reader(in);
    while (auto row = reader.next()) {
        REQUIRE(*row);
        rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
    }
    REQUIRE(!rows.empty());
    rows.erase(rows.begin());
    return rows;
}

/// Adds "-12.50 EUR"; the digits are taken as they stand, a missing one would be seen.
void add(Balances& balances, const std::string& account, const std::string& number, const std::string& code) {
    const Currency currency = Currency::find(code).value();
    const std::size_t point = number.find('.');
    const std::size_t digits = point == number.npos ? 0 : number.size() - point - 1;
    INFO(account << " " << number << " " << code);
    REQUIRE(digits == static_cast<std::size_t>(currency.digits()));
    std::string minor = number;
    if (point != number.npos) minor.erase(point, 1);
    if (const std::int64_t value = std::stoll(minor); value != 0)
        REQUIRE(balances.emplace(std::pair(account, code), value).second);
}

/// "12.50 EUR, -3 JPY", or one a line.
void add_all(Balances& balances, const std::string& account, const std::string& amounts, char between) {
    std::istringstream in(amounts);
    for (std::string amount; std::getline(in, amount, between);) {
        amount = trimmed(amount);
        if (amount == "0" || amount.empty()) continue;
        const std::size_t space = amount.find(' ');
        REQUIRE(space != amount.npos);
        add(balances, account, amount.substr(0, space), trimmed(amount.substr(space)));
    }
}

}  // namespace

StrictTool::StrictTool(JournalDialect dialect, const std::string& journal) : dialect_(dialect) {
    static int number = 0;
    folder_ =
        fs::temp_directory_path() / ("makegood-journal-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    fs::create_directories(folder_);
    const fs::path file = folder_ / "batch.journal";
    std::ofstream(file, std::ios::binary) << journal;
    file_ = "'" + file.string() + "'";
}

StrictTool::~StrictTool() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string StrictTool::complaint() const {
    std::string command;
    switch (dialect_) {
        case JournalDialect::hledger: command = "hledger -f " + file_ + " check --strict payees"; break;
        case JournalDialect::ledger:
            command = "ledger --pedantic --explicit --check-payees -f " + file_ + " bal >/dev/null";
            break;
        case JournalDialect::beancount: command = "bean-check " + file_; break;
    }
    Said said = run(command);
    if (said.status != 0 && said.words.empty()) return "it failed and said nothing";
    return std::move(said.words);
}

Balances StrictTool::balances() const {
    Balances balances;
    switch (dialect_) {
        case JournalDialect::hledger:
            for (const auto& row : rows_of(output_of("hledger -f " + file_ + " bal -N -O csv")))
                add_all(balances, row.at(0), row.at(1), ',');
            break;
        case JournalDialect::ledger: {
            // Amounts stand on lines of their own, so that a record needs an end of its own.
            const std::string format = "'%(account)\x1e%(display_total)\x1f'";
            std::istringstream in(
                output_of("ledger -f " + file_ + " bal --flat --no-total --balance-format " + format));
            for (std::string record; std::getline(in, record, '\x1f');) {
                const std::size_t end = record.find('\x1e');
                REQUIRE(end != record.npos);
                add_all(balances, record.substr(0, end), record.substr(end + 1), '\n');
            }
            break;
        }
        case JournalDialect::beancount: {
            // As text, Decimal('12.50'): what it shows as a number it rounds to the digits that are common.
            const std::string query = "select account, currency, str(sum(number)) group by account, currency";
            constexpr std::string_view before = "Decimal('";
            for (const auto& row : rows_of(output_of("bean-query -f csv " + file_ + " \"" + query + "\""))) {
                const std::string number = trimmed(row.at(2));
                REQUIRE(number.starts_with(before));
                add(balances, trimmed(row.at(0)), number.substr(before.size(), number.size() - before.size() - 2),
                    trimmed(row.at(1)));
            }
            break;
        }
    }
    return balances;
}

std::vector<std::string> StrictTool::payees() const {
    switch (dialect_) {
        case JournalDialect::hledger: return sorted_lines(output_of("hledger -f " + file_ + " payees --used"), 0);
        case JournalDialect::ledger: return sorted_lines(output_of("ledger -f " + file_ + " payees"), 0);
        case JournalDialect::beancount: break;
    }
    std::vector<std::string> payees;
    for (const auto& row : rows_of(output_of("bean-query -f csv " + file_ + " 'select distinct payee'")))
        payees.push_back(trimmed(row.at(0)));
    std::sort(payees.begin(), payees.end());
    return payees;
}

std::vector<std::string> StrictTool::sequences() const {
    switch (dialect_) {
        case JournalDialect::hledger:
            return sorted_lines(output_of("hledger -f " + file_ + " tags '^sequence$' --values"), 0);
        case JournalDialect::ledger:
            return sorted_lines(output_of("ledger -f " + file_ + " reg --format '%(tag(\"sequence\"))\\n'"), 0);
        case JournalDialect::beancount: break;
    }
    std::vector<std::string> sequences;
    for (const auto& row :
         rows_of(output_of("bean-query -f csv " + file_ + " 'select distinct entry_meta(\"sequence\")'")))
        sequences.push_back(trimmed(row.at(0)));
    std::sort(sequences.begin(), sequences.end());
    return sequences;
}

}  // namespace makegood::exports
