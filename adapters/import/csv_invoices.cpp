#include "adapters/import/csv_invoices.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <unordered_map>

#include "adapters/codec/csv_reader.hpp"
#include "adapters/import/bound_template.hpp"
#include "adapters/import/csv_draft.hpp"
#include "adapters/import/quoted.hpp"

namespace makegood::import {

namespace {

constexpr std::uint64_t progress_rows = 4096;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// The mapping, bound to the columns of one file.
class RowMapper {
  public:
    RowMapper(const Mapping& mapping, std::span<const std::string_view> header, Findings& findings) {
        const auto bind = [&](const Template& source) { return BoundTemplate(source, header, findings); };
        const auto bind_optional = [&](const std::optional<Template>& source) {
            return source ? bind(*source) : BoundTemplate();
        };
        number_ = bind(mapping.number);
        issued_on_ = bind(mapping.issued_on);
        currency_ = bind(mapping.currency);
        customer_id_ = bind(mapping.customer.id);
        customer_name_ = bind(mapping.customer.name);
        if (mapping.customer_when_missing) {
            missing_id_ = bind(mapping.customer_when_missing->id);
            missing_name_ = bind(mapping.customer_when_missing->name);
        }
        country_ = bind_optional(mapping.country);
        service_ = bind(mapping.service);
        description_ = bind(mapping.description);
        quantity_ = bind(mapping.quantity);
        unit_price_ = bind(mapping.unit_price);
        unit_ = bind_optional(mapping.unit);
        tax_category_ = bind(mapping.tax_category);
        tax_rate_percent_ = bind_optional(mapping.tax_rate_percent);
    }

    [[nodiscard]] std::string_view number(const codec::CsvRow& row) { return number_.in(row.fields); }

    [[nodiscard]] MappedRow map(const codec::CsvRow& row) {
        const auto& fields = row.fields;
        MappedRow mapped{row.line_first,
                         issued_on_.in(fields),
                         currency_.in(fields),
                         customer_id_.in(fields),
                         customer_name_.in(fields),
                         country_.in(fields),
                         true,
                         service_.in(fields),
                         description_.in(fields),
                         quantity_.in(fields),
                         unit_price_.in(fields),
                         unit_.in(fields),
                         tax_category_.in(fields),
                         tax_rate_percent_.in(fields)};
        if (!mapped.customer_id.empty()) return mapped;
        mapped.has_customer = false;
        mapped.customer_id = missing_id_.in(fields);
        mapped.customer_name = missing_name_.in(fields);
        return mapped;
    }

  private:
    BoundTemplate number_, issued_on_, currency_, customer_id_, customer_name_, missing_id_, missing_name_, country_;
    BoundTemplate service_, description_, quantity_, unit_price_, unit_, tax_category_, tax_rate_percent_;
};

/// The two readings of one file.
class FileReading {
  public:
    FileReading(std::istream& in, const std::string& file, const Mapping& mapping, Intake& intake)
        : in_(in), file_(file), mapping_(mapping), intake_(intake) {}

    CsvTally read(const std::function<void(std::uint64_t)>& at_byte) {
        if (learn()) build(at_byte);
        return tally_;
    }

  private:
    /// First reading: where documents end, and which of them stand next to a row that can't be taken apart.
    bool learn() {
        codec::CsvReader csv(in_, {.delimiter = mapping_.delimiter});
        const auto header = csv.next();
        if (!bind(header)) return false;
        std::string before;
        std::uint64_t broken_line = 0;
        while (auto row = csv.next()) {
            const std::string_view number = *row ? mapper_->number(row->value()) : std::string_view{};
            if (number.empty()) {
                broken_line = *row ? row->value().line_first : row->error().line_first;
                if (!before.empty()) beside_broken_.emplace(before, broken_line);
                continue;
            }
            last_row_[hash_(number)] = row->value().row;
            if (broken_line != 0) beside_broken_.emplace(number, broken_line);
            broken_line = 0;
            if (number != before) before = number;
        }
        return true;
    }

    bool bind(const std::optional<Result<codec::CsvRow, codec::CsvFault>>& header) {
        Findings findings;
        if (!header)
            findings.push_back({"", "an empty file", "a first row with the names of the columns"});
        else if (!*header)
            findings.push_back({"line 1", header->error().found, header->error().expected});
        else
            mapper_ = std::make_unique<RowMapper>(mapping_, header->value().fields, findings);
        if (findings.empty()) return true;
        intake_.reject({file_, 1, {}}, std::move(findings));
        return false;
    }

    /// Second reading: the documents, each handed over at its last row.
    void build(const std::function<void(std::uint64_t)>& at_byte) {
        in_.clear();
        in_.seekg(0);
        codec::CsvReader csv(in_, {.delimiter = mapping_.delimiter});
        (void)csv.next();
        while (auto row = csv.next()) {
            if (++tally_.rows % progress_rows == 0 && in_.good()) at_byte(static_cast<std::uint64_t>(in_.tellg()));
            if (!*row)
                reject_row(row->error());
            else
                take(row->value());
        }
        for (auto& [number, draft] : open_) hand_over(draft);
        open_.clear();
    }

    void reject_row(const codec::CsvFault& fault) {
        ++tally_.rows_in_rejects;
        intake_.reject({file_, fault.line_first, {}},
                       {{"line " + std::to_string(fault.line), fault.found, fault.expected}});
    }

    void take(const codec::CsvRow& row) {
        const std::string_view number = mapper_->number(row);
        if (number.empty())
            return reject_row({row.row, row.line_first, row.line_first, "no invoice number", "a number in every row"});
        auto found = open_.find(number);
        if (found == open_.end())
            found = open_.try_emplace(std::string(number), std::string(number), row.line_first).first;
        add(row, found->second);
        const auto last = last_row_.find(hash_(number));
        if (last == last_row_.end() || last->second > row.row) return;
        open_lines_ -= found->second.lines_held();
        hand_over(found->second);
        open_.erase(found);
    }

    void add(const codec::CsvRow& row, CsvDraft& draft) {
        open_lines_ -= draft.lines_held();
        draft.add(mapper_->map(row), mapping_);
        if (open_lines_ + draft.lines_held() > open_lines_max)
            draft.find("line " + std::to_string(row.line_first), "documents scattered over the file",
                       "rows of a document nearer to each other: at most " + std::to_string(open_lines_max) +
                           " lines are held");
        open_lines_ += draft.lines_held();
    }

    void hand_over(CsvDraft& draft) {
        const auto beside = beside_broken_.find(draft.number());
        if (beside != beside_broken_.end())
            draft.find("line " + std::to_string(beside->second),
                       "a row beside this document's that cannot be taken apart", "a row that says where it belongs");
        Source source{file_, draft.line_first(), draft.number()};
        auto finished = draft.finish(mapping_);
        (finished ? tally_.rows_in_invoices : tally_.rows_in_rejects) += draft.rows();
        if (finished)
            intake_.invoice(std::move(source), std::move(finished).value());
        else
            intake_.reject(std::move(source), std::move(finished).error());
    }

    std::istream& in_;
    const std::string& file_;
    const Mapping& mapping_;
    Intake& intake_;
    std::unique_ptr<RowMapper> mapper_;
    TextHash hash_;
    /// By hash of the number: two that share one only end later than they could.
    std::unordered_map<std::size_t, std::uint64_t> last_row_;
    std::unordered_map<std::string, std::uint64_t> beside_broken_;
    std::unordered_map<std::string, CsvDraft, TextHash, std::equal_to<>> open_;
    std::size_t open_lines_ = 0;
    CsvTally tally_;
};

}  // namespace

CsvTally read_csv_invoices(std::istream& in, const std::string& file, const Mapping& mapping, Intake& intake,
                           const std::function<void(std::uint64_t)>& at_byte) {
    return FileReading(in, file, mapping, intake).read(at_byte);
}

}  // namespace makegood::import
