#include "adapters/app/backtest_report.hpp"

#include <algorithm>
#include <array>

#include "adapters/codec/json_writer.hpp"

namespace makegood::app {

namespace {

using codec::JsonWriter;

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.array_field(name);
    for (const std::string& text : texts) json.text(text);
    json.array_end();
}

void write_sample(JsonWriter& json, const ChangeSample& sample) {
    json.object_begin().field("claims", sample.claims).field("claim", sample.claim);
    write_texts(json, "begins", sample.begins);
    write_texts(json, "ceases", sample.ceases);
    write_texts(json, "altered", sample.altered);
    json.field("before", sample.before).field("after", sample.after);
    write_texts(json, "differences", sample.differences);
    json.object_end();
}

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

/// Rows of cells: the first column to the left, the others, which are figures, to the right.
class Columns {
  public:
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    [[nodiscard]] std::string text() const {
        std::vector<std::size_t> widths;
        for (const auto& row : rows_)
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (i == widths.size()) widths.push_back(0);
                widths[i] = std::max(widths[i], row[i].size());
            }
        std::string text;
        for (const auto& row : rows_) {
            std::string line = "  " + row.front() + std::string(widths.front() - row.front().size(), ' ');
            for (std::size_t i = 1; i < row.size(); ++i)
                line += std::string(2 + widths[i] - row[i].size(), ' ') + row[i];
            text += line + "\n";
        }
        return text;
    }

  private:
    std::vector<std::vector<std::string>> rows_;
};

std::string totals_table(const BacktestReport& report) {
    Columns columns;
    columns.add({"claims", grouped(report.claims)});
    columns.add({"routed otherwise", grouped(report.changed)});
    columns.add({"routed the same", grouped(report.unchanged())});
    columns.add({"compared in part", grouped(report.in_part)});
    columns.add({"not comparable", grouped(report.not_comparable)});
    return columns.text();
}

std::string aspects_table(const BacktestReport& report) {
    Columns columns;
    columns.add({"what changes", "claims"});
    for (const Aspect aspect : aspects)
        if (const std::uint64_t claims = report.by_aspect[static_cast<std::size_t>(aspect)]; claims > 0)
            columns.add({std::string(to_text(aspect)), grouped(claims)});
    return columns.text();
}

std::string steps_table(const BacktestReport& report) {
    Columns columns;
    columns.add({"rule", "fired", "fires", "begins", "ceases", "fails", "not comparable"});
    for (const StepComparison& step : report.steps)
        columns.add({step.step + (step.is_gone ? " (gone)" : ""), grouped(step.fired), grouped(step.fires),
                     grouped(step.begins), grouped(step.ceases), grouped(step.fails), grouped(step.not_comparable)});
    return columns.text();
}

std::string joined(const char* what, const std::vector<std::string>& steps_of_change) {
    std::string text;
    for (const std::string& step : steps_of_change) text += (text.empty() ? what : ", ") + step;
    return text.empty() ? text : "    " + text + "\n";
}

std::string sample_words(const ChangeSample& sample) {
    std::string text = "\n" + sample.claim;
    if (sample.claims > 1) text += " and " + grouped(sample.claims - 1) + " like it";
    text += "\n" + joined("fires now: ", sample.begins) + joined("fires no more: ", sample.ceases) +
            joined("asks for something else: ", sample.altered);
    text += "    before: " + sample.before + "\n    after:  " + sample.after + "\n";
    for (const std::string& difference : sample.differences) text += "    - " + difference + "\n";
    return text;
}

}  // namespace

std::string to_json(const BacktestHead& head, const BacktestReport& report) {
    std::string body;
    JsonWriter json(body);
    json.object_begin().field("candidate", head.candidate.title()).field("hash", head.candidate.hash());
    json.field("since", to_text(head.since)).field("claims", report.claims).field("complete", head.is_complete);
    json.field("changed", report.changed).field("unchanged", report.unchanged()).field("in_part", report.in_part);
    json.field("not_comparable", report.not_comparable);
    json.object_field("by_aspect");
    for (const Aspect aspect : aspects) json.field(to_text(aspect), report.by_aspect[static_cast<std::size_t>(aspect)]);
    json.object_end().array_field("rules");
    for (const StepComparison& step : report.steps)
        json.object_begin()
            .field("id", step.step)
            .field("fired", step.fired)
            .field("fires", step.fires)
            .field("begins", step.begins)
            .field("ceases", step.ceases)
            .field("fails", step.fails)
            .field("not_comparable", step.not_comparable)
            .field("gone", step.is_gone)
            .object_end();
    json.array_end().array_field("samples");
    for (const ChangeSample& sample : report.samples) write_sample(json, sample);
    json.array_end().object_end();
    return body;
}

std::string to_table(const BacktestHead& head, const BacktestReport& report) {
    std::string text = head.candidate.title() + ", sha256 " + head.candidate.hash() + "\nclaims opened since " +
                       to_text(head.since) + (head.is_complete ? "\n\n" : ", the oldest of them\n\n") +
                       totals_table(report);
    if (report.changed > 0) text += "\n" + aspects_table(report);
    text += "\n" + steps_table(report);
    for (const ChangeSample& sample : report.samples) text += sample_words(sample);
    return text;
}

}  // namespace makegood::app
