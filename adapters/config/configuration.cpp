#include "adapters/config/configuration.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "adapters/codec/json_reader.hpp"
#include "adapters/codec/json_writer.hpp"
#include "adapters/config/chart.hpp"
#include "adapters/config/letterhead.hpp"
#include "adapters/config/rule_inputs.hpp"
#include "adapters/config/seller.hpp"

namespace makegood::config {

namespace {

using codec::ArrayReader;
using codec::Controls;
using codec::Fault;
using codec::Faults;
using codec::JsonDocument;
using codec::ObjectReader;

constexpr std::int64_t minutes_max = 60 * 24 * 3660;  // ten years

/// One file: its document, its canonical text and what is wrong with it.
class File {
  public:
    File(const std::filesystem::path& directory, std::string_view name, bool required) : path_(directory / name) {
        std::ifstream stream(path_, std::ios::binary);
        if (!stream) {
            if (required) findings_.push_back({"", "no such file, or none that may be read", "a JSON file"});
            return;
        }
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        parse(bytes.str());
    }
    /// As the journal kept it; nothing: there was none.
    File(std::string_view name, const std::optional<std::string>& content) : path_(name) {
        if (content) parse(*content);
    }

    [[nodiscard]] bool is_present() const { return document_.has_value(); }
    [[nodiscard]] ObjectReader object() { return document_->object(findings_); }
    [[nodiscard]] Faults& findings() { return findings_; }
    [[nodiscard]] std::string canonical() {
        if (!document_) return "null";
        Faults none;
        return document_->root(none).json();
    }

    void report(std::vector<FileFinding>& all) const {
        for (const Fault& fault : findings_) all.push_back({path_, {fault.pointer, fault.found, fault.expected}});
    }

  private:
    void parse(const std::string& bytes) {
        auto document = JsonDocument::parse(bytes);
        if (document)
            document_.emplace(*std::move(document));
        else
            findings_.push_back(document.error());
    }

    std::filesystem::path path_;
    std::optional<JsonDocument> document_;
    Faults findings_;
};

/// All files, in the order in which the journal keeps them; limits are not kept, they bound the server alone.
struct Files {
    File company, guarantee, accounts, reference_rates, customer_lists, seller, letterhead, limits;
    std::map<std::string, File> layouts;  ///< of config/export, by name without its ending
};

Files files_of(const std::filesystem::path& directory) {
    Files files{{directory, "company.json", true},
                {directory, "guarantee.json", true},
                {directory, "accounts.json", true},
                {directory, "reference-rates.json", false},
                {directory, "customer-lists.json", false},
                {directory, "seller.json", false},
                {directory, "letterhead.json", false},
                {directory, "limits.json", false},
                {}};
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "export", ignored))
        if (entry.path().extension() == ".json")
            files.layouts.emplace(entry.path().stem().string(),
                                  File(directory / "export", entry.path().filename().string(), true));
    return files;
}

Files files_in(ObjectReader& content) {
    const auto kept = [&](std::string_view name) { return File(name, content.optional_raw(name)); };
    Files files{kept("company"),         kept("guarantee"),      kept("accounts"),
                kept("reference_rates"), kept("customer_lists"), kept("seller"),
                kept("letterhead"),      kept("limits"),         {}};
    if (auto layouts = content.optional_object("layouts"))
        for (auto [name, value] : layouts->members())
            files.layouts.emplace(std::string(name), File(name, value.json()));
    return files;
}

struct CompanyFile {
    std::string name;
    std::string time_zone;
    std::array<std::string, series_count> prefixes;
    Settling settling;
};

/// Short: "1.5". Of what is payable.
Decimal read_percent(ObjectReader& object, std::string_view name) {
    const auto text = object.optional_text(name, {1, 8}, Controls::none);
    if (!text) return {};
    const auto percent = Decimal::parse(*text);
    if (!percent || percent->is_negative() || *percent > Decimal(100, 0)) {
        object.fault(name, "per cent from 0 to 100 as a text, as in \"2.5\"");
        return {};
    }
    return *percent;
}

/// {"money": {"category": "S", "rate": "20"}}: kinds that are not named have no tax line.
std::array<std::optional<TaxKey>, make_good_kinds> read_make_good_tax(std::optional<ObjectReader> object) {
    std::array<std::optional<TaxKey>, make_good_kinds> taxes;
    if (!object) return taxes;
    for (MakeGoodKind kind : {MakeGoodKind::money, MakeGoodKind::other_bill}) {
        auto tax = object->optional_object(to_text(kind));
        if (!tax) continue;
        std::string category(tax->text("category", {1, 8}, Controls::none));
        taxes[static_cast<std::size_t>(kind)] = TaxKey{std::move(category), read_percent(*tax, "rate")};
        tax->finish();
    }
    if (object->optional_value(to_text(MakeGoodKind::apology)))
        object->fault(to_text(MakeGoodKind::apology),
                      "nothing: an apology has no amount; \"money\" and \"other-bill\" have");
    object->finish();
    return taxes;
}

TaxPoint read_tax_point(ObjectReader& company) {
    const auto word = company.optional_text("tax_point", {1, 16}, Controls::none);
    if (!word || *word == "issue") return TaxPoint::issue;
    if (*word != "statement")
        company.fault("tax_point", "\"issue\", the day of the document, or \"statement\", that of the customer's word");
    return TaxPoint::statement;
}

Settling read_settling(ObjectReader& company) {
    Settling settling;
    settling.accrues = company.optional_flag("accrue_at_close").value_or(false);
    if (auto days = company.optional_integer("issue_within_days", {1, 366}))
        settling.issue_within_days = static_cast<int>(*days);
    settling.tax_point = read_tax_point(company);
    settling.make_good_tax = read_make_good_tax(company.optional_object("make_good_tax"));
    auto object = company.optional_object("short_payment");
    if (!object) return settling;
    settling.short_payment.discount_percent = read_percent(*object, "discount_percent");
    settling.short_payment.discount_days =
        static_cast<int>(object->optional_integer("discount_days", {0, 366}).value_or(0));
    settling.short_payment.bank_charges_percent = read_percent(*object, "bank_charges_percent");
    object->finish();
    return settling;
}

CompanyFile read_company(File& file) {
    CompanyFile company;
    if (!file.is_present()) return company;
    ObjectReader object = file.object();
    company.name = object.text("name", {1, 200}, Controls::none);
    company.time_zone = object.text("time_zone", {1, 64}, Controls::none);
    ObjectReader prefixes = object.object("number_prefixes");
    for (std::size_t i = 0; i < series_count; ++i) {
        const std::string_view name = to_text(static_cast<Series>(i));
        company.prefixes[i] = prefixes.text(name, {1, 16}, Controls::none);
        for (std::size_t j = 0; j < i; ++j)
            if (company.prefixes[i] == company.prefixes[j]) prefixes.fault(name, "a prefix that no other series has");
    }
    prefixes.finish();
    company.settling = read_settling(object);
    object.finish();
    return company;
}

std::optional<Clock> read_clock(ObjectReader& clocks, Step step) {
    ObjectReader clock = clocks.object(to_text(step));
    const std::chrono::minutes promise(clock.integer("promise_minutes", {1, minutes_max}));
    const std::chrono::minutes target(clock.integer("target_minutes", {1, minutes_max}));
    clock.finish();
    auto made = Clock::make(promise, target);
    if (clock.is_present() && !made && promise.count() > 0 && target.count() > 0)
        clock.fault(
            "target_minutes", std::to_string(target.count()) + " minutes",
            "fewer minutes than are promised (" + std::to_string(promise.count()) + "): promise much, deliver more");
    return made;
}

std::optional<std::array<Clock, steps.size()>> read_clocks(ObjectReader version) {
    ObjectReader clocks = version.object("clocks");
    std::vector<Clock> read;
    for (Step step : steps)
        if (auto clock = read_clock(clocks, step)) read.push_back(*clock);
    clocks.finish();
    if (read.size() != steps.size()) return std::nullopt;
    return std::array<Clock, steps.size()>{read[0], read[1], read[2], read[3], read[4], read[5], read[6]};
}

std::vector<GuaranteeVersion> read_versions(File& file) {
    std::vector<GuaranteeVersion> versions;
    if (!file.is_present()) return versions;
    ObjectReader object = file.object();
    for (codec::JsonValue value : object.array("versions", {1, 1000})) {
        ObjectReader version = value.object();
        GuaranteeVersionName name(std::string(version.text("name", {1, 64}, Controls::none)));
        const auto effective_from = parse_date(version.text("effective_from", {1, 10}, Controls::none));
        if (!effective_from) version.fault("effective_from", "a date as in \"2026-01-31\"");
        std::string text(version.text("text", {1, 10'000}));
        const auto window_days = static_cast<int>(version.integer("window_days", {0, 36'600}));
        const auto clocks = read_clocks(version);
        version.finish();
        const bool known = std::any_of(versions.begin(), versions.end(), [&](const GuaranteeVersion& other) {
            return other.name == name || other.effective_from == effective_from;
        });
        if (known) version.fault("name", "a name and a date that no other version has");
        if (effective_from && clocks && !known)
            versions.push_back({std::move(name), *effective_from, std::move(text), window_days, *clocks});
    }
    object.finish();
    return versions;
}

Limits read_limits(File& file) {
    Limits limits;
    if (!file.is_present()) return limits;
    ObjectReader object = file.object();
    const auto read = [&](std::string_view name, std::int64_t& limit, codec::Integers range) {
        if (auto value = object.optional_integer(name, range)) limit = *value;
    };
    read("connections_max", limits.connections_max, {1, 1'000'000});
    read("body_bytes_max", limits.body_bytes_max, {1024, 1 << 30});
    read("header_timeout_ms", limits.header_timeout_ms, {10, 3'600'000});
    read("body_timeout_ms", limits.body_timeout_ms, {10, 3'600'000});
    read("idle_timeout_ms", limits.idle_timeout_ms, {10, 3'600'000});
    read("drain_timeout_ms", limits.drain_timeout_ms, {0, 3'600'000});
    read("writer_queue_max", limits.writer_queue_max, {1, 1'000'000});
    read("writer_batch_max", limits.writer_batch_max, {1, 10'000});
    read("reader_age_max_ms", limits.reader_age_max_ms, {10, 3'600'000});
    read("stream_cache_max", limits.stream_cache_max, {1, 10'000'000});
    read("answers_kept_max", limits.answers_kept_max, {1, 100'000'000});
    read("answers_kept_hours", limits.answers_kept_hours, {1, 24 * 366});
    object.finish();
    return limits;
}

}  // namespace

std::string in_words(const FileFinding& finding) {
    const std::string place = finding.finding.pointer.empty() ? "" : " at " + finding.finding.pointer;
    return finding.file.string() + place + ": found " + finding.finding.found +
           "; accepted: " + finding.finding.expected;
}

namespace {

std::string content_of(Files& files) {
    std::string content;
    codec::JsonWriter json(content);
    json.object_begin()
        .raw_field("company", files.company.canonical())
        .raw_field("guarantee", files.guarantee.canonical())
        .raw_field("accounts", files.accounts.canonical());
    const auto keep = [&](std::string_view name, File& file) {
        if (file.is_present()) json.raw_field(name, file.canonical());
    };
    keep("reference_rates", files.reference_rates);
    keep("customer_lists", files.customer_lists);
    keep("seller", files.seller);
    keep("letterhead", files.letterhead);
    if (!files.layouts.empty()) {
        json.object_field("layouts");
        for (auto& [name, file] : files.layouts) json.raw_field(name, file.canonical());
        json.object_end();
    }
    json.object_end();
    return content;
}

Result<Configuration, std::vector<FileFinding>> read_files(Files files) {
    CompanyFile company = read_company(files.company);
    std::vector<GuaranteeVersion> versions = read_versions(files.guarantee);
    auto chart = files.accounts.is_present() ? read_chart(files.accounts.object()) : std::nullopt;
    const Limits limits = read_limits(files.limits);
    auto rates =
        files.reference_rates.is_present() ? read_reference_rates(files.reference_rates.object()) : std::nullopt;
    CustomerLists lists =
        files.customer_lists.is_present() ? read_customer_lists(files.customer_lists.object()) : CustomerLists();
    auto seller = files.seller.is_present() ? std::optional(read_seller(files.seller.object())) : std::nullopt;
    auto letterhead =
        files.letterhead.is_present() ? std::optional(read_letterhead(files.letterhead.object())) : std::nullopt;

    std::vector<FileFinding> findings;
    for (const File* file : {&files.company, &files.guarantee, &files.accounts, &files.reference_rates,
                             &files.customer_lists, &files.seller, &files.letterhead, &files.limits})
        file->report(findings);
    std::map<std::string, std::string> layouts;
    for (auto& [name, file] : files.layouts) {
        file.report(findings);
        layouts.emplace(name, file.canonical());
    }
    if (!findings.empty()) return Failure{std::move(findings)};
    return Configuration{std::move(company.name),
                         std::move(company.time_zone),
                         std::move(company.prefixes),
                         company.settling,
                         Guarantee(std::move(versions)),
                         *std::move(chart),
                         limits,
                         std::move(rates),
                         std::move(lists),
                         std::move(seller),
                         std::move(letterhead),
                         std::move(layouts),
                         content_of(files)};
}

}  // namespace

Result<Configuration, std::vector<FileFinding>> load(const std::filesystem::path& directory) {
    return read_files(files_of(directory));
}

Result<Configuration, std::vector<FileFinding>> from_content(std::string_view content) {
    auto document = JsonDocument::parse(content);
    if (!document) return Failure{std::vector<FileFinding>{{"journal", document.error()}}};
    Faults faults;
    ObjectReader object = document->object(faults);
    return read_files(files_in(object));
}

}  // namespace makegood::config
