#include "tests/scenario/quarter.hpp"

#include <filesystem>
#include <iostream>
#include <regex>

#include "tests/scenario/outside.hpp"

namespace makegood::scenario {

namespace {

namespace fs = std::filesystem;

Date days_after(Date day, int days) {
    return Date::from_unix_days(day.unix_days() + days);
}

std::string clock_text(Instant instant) {
    std::string text = to_text(instant);  // 2026-03-02T09:00:00Z
    text[10] = ' ';
    return text.substr(0, 19);
}

/// The repository's configuration, with other accounts, another seller and a changed layout.
void write_other_configuration(const std::string& folder) {
    fs::copy(MAKEGOOD_SOURCE "/config", folder, fs::copy_options::recursive);
    const auto replace = [&](const std::string& name, const std::string& from, const std::string& to) {
        std::string text = read_file(folder + "/" + name);
        const auto at = text.find(from);
        if (at == std::string::npos) throw std::runtime_error(name + " has no " + from);
        write_file(folder + "/" + name, text.replace(at, from.size(), to));
    };
    replace("accounts.json", "1200 Receivables", "1300 Debtors");
    replace("seller.json", "Sheffield", "Leeds");
    replace("export/netsuite.json", "\"Memo\"", "\"Remark\"");
}

}  // namespace

std::uint64_t seed_of_this_run() {
    constexpr std::uint64_t usual = 20260302;
    const char* given = std::getenv("MAKEGOOD_SEED");
    const std::uint64_t chosen = is_full_form() ? std::random_device{}() : usual;
    const std::uint64_t seed = given != nullptr ? std::stoull(given) : chosen;
    std::cout << "MAKEGOOD_SEED=" << seed << " replays this\n";
    return seed;
}

Quarter::Quarter() : dice_(seed_of_this_run()), scene_(*parse_instant("2026-03-02T09:00:00Z")), trade_(scene_, dice_) {
    const auto begun = std::chrono::steady_clock::now();
    live(is_full_form() ? 10'000 : 800);
    read_batches();
    write_out();
    tell(begun);
}

/// Some twelve deeds to an invoice, in so many days.
void Quarter::live(int invoices) {
    constexpr int days = 14;
    const int at_a_time = invoices / (days + 1) + 1;
    trade_.bill(at_a_time);
    for (int day = 0; day < days; ++day) {
        trade_.go_on(static_cast<int>(dice_.from_to(8, 16)) * invoices / days);
        trade_.bill(at_a_time);
        const Date today = scene_.company().zone.date_at(scene_.clock().now());
        const Date next = days_after(today, static_cast<int>(dice_.from_to(1, 3)));
        scene_.clock().set(scene_.company().zone.start_of(next) + std::chrono::hours(9));
        if (dice_.in_hundred(50) || day == days - 1) close_through(days_after(next, -1), MAKEGOOD_SOURCE "/config");
    }
}

void Quarter::write_out() {
    for (const Batch& batch : batches_) {
        const std::string number = std::to_string(batch.content.number);
        const Ran ran = program().run({"export", "batch", number, "--db", database(), "--format", "all", "--out",
                                       file(batch.content.number, "")});
        if (ran.status != 0 && ran.status != 3) throw std::runtime_error(ran.err);
    }
}

void Quarter::tell(std::chrono::steady_clock::time_point begun) const {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count();
    std::map<std::string, std::uint64_t> totals;
    for (const Batch& batch : batches_)
        for (const ControlTotal& total : batch.content.totals) totals[total.kind] += total.count;
    std::cout << trade_.invoices() << " invoices, " << batches_.size() << " batches";
    for (const auto& [kind, count] : totals) std::cout << ", " << count << " " << kind;
    std::cout << "; traded, closed and written out in " << seconds << " s\n";
    for (const auto& [kind, count] : trade_.done()) std::cout << "  " << count << " " << kind << "\n";
}

Program Quarter::program() const {
    return Program(scene_.folder(), {});
}

void Quarter::close_through(Date day, const std::string& config) {
    scene_.close();
    const Ran ran = Program(scene_.folder(), {clock_text(scene_.clock().now())})
                        .run({"export", "close", "--db", database(), "--config", config, "--through", to_text(day)});
    if (ran.status != 0) throw std::runtime_error("not closed: " + ran.err);
    scene_.clock().set(scene_.clock().now() + std::chrono::minutes(10));
    scene_.open();
}

void Quarter::read_batches() {
    scene_.read([&](Reader& reader) { batches_ = reader.exports().batches; });
}

std::string Quarter::file(std::uint64_t batch, const std::string& name) const {
    return out() + "/" + std::to_string(batch) + (name.empty() ? "" : "/" + name);
}

std::vector<std::string> Quarter::names_in_order(std::uint64_t batch, const std::string& format) const {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (fs::exists(file(batch, format + "/" + name))) names.push_back(name);
    };
    if (format == "ubl") {
        for (const auto& row : rows_of_csv(file(batch, "csv/adjustments.csv")))
            add(row.at("number").get<std::string>() + ".xml");
        add("ubl-refused.csv");
    } else {
        for (const std::string& path : files_in(file(batch, format)))
            names.push_back(fs::path(path).filename().string());
        std::reverse(names.begin(), names.end());  // "-refused" sorts before "."
    }
    return names;
}

std::vector<std::string> Quarter::ordered_in(std::uint64_t batch) const {
    const std::string xml = read_file(file(batch, "pain001/refunds.xml"));
    static const std::regex id("<EndToEndId>([^<]*)</EndToEndId>");
    std::vector<std::string> refunds;
    for (std::sregex_iterator at(xml.begin(), xml.end(), id), end; at != end; ++at) refunds.push_back((*at)[1]);
    return refunds;
}

std::vector<std::string> Quarter::refunds_of(std::uint64_t batch) const {
    std::vector<std::string> refunds = ordered_in(batch);
    const std::string refused = file(batch, "pain001/refunds-refused.csv");
    if (fs::exists(refused))
        for (const auto& row : rows_of_csv(refused)) refunds.push_back(row.at("refund"));
    return refunds;
}

std::size_t Quarter::payable_in(std::uint64_t batch) const {
    std::size_t payable = ordered_in(batch).size();
    const std::string refused = file(batch, "pain001/refunds-refused.csv");
    if (fs::exists(refused))
        for (const auto& row : rows_of_csv(refused))
            payable += row.at("why").get<std::string>().find("before the batch was closed") == std::string::npos;
    return payable;
}

RefundState Quarter::state_at(const std::string& refund, std::uint64_t sequence) {
    RefundState state = RefundState::due;
    scene_.read([&](Reader& reader) {
        const auto now = reader.invoice_of(RefundNumber(refund));
        const auto then = reader.invoice_as_of(now->books->invoice->number, sequence);
        state = then->find(RefundNumber(refund))->state;
    });
    return state;
}

void Quarter::live_on() {
    trade_.go_on(200);
    const Date today = scene_.company().zone.date_at(scene_.clock().now());
    scene_.clock().set(scene_.company().zone.start_of(days_after(today, 2)) + std::chrono::hours(9));
    write_other_configuration(scene_.path("other-config"));
    close_through(days_after(today, 1), scene_.path("other-config"));
    scene_.close();
    scene_.rebuild();
    scene_.open();
    const auto before = batches_;
    read_batches();
    if (batches_.size() != before.size() + 1) throw std::runtime_error("no further batch was closed");
    batches_ = before;
}

}  // namespace makegood::scenario
