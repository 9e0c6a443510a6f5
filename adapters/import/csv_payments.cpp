#include "adapters/import/csv_payments.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "adapters/codec/csv_reader.hpp"
#include "adapters/import/bound_template.hpp"
#include "adapters/import/quoted.hpp"
#include "adapters/import/written_number.hpp"
#include "engine/settlement/iban.hpp"

namespace makegood::import {

namespace {

using Fields = std::span<const std::string_view>;

/// The mapping, bound to the columns of one file.
struct BoundColumns {
    BoundColumns(const PaymentMapping& mapping, Fields header, Findings& findings) {
        const auto bind = [&](const PaymentMapping::Column& column) {
            const bool is_there = std::ranges::all_of(column.source.parts, [&](const Template::Part& part) {
                return part.column.empty() || std::ranges::find(header, part.column) != header.end();
            });
            if (column.is_optional && !is_there) return BoundTemplate();
            return BoundTemplate(column.source, header, findings);
        };
        id = bind(mapping.id);
        received_on = bind(mapping.received_on);
        amount = bind(mapping.amount);
        currency = bind(mapping.currency);
        invoice = bind(mapping.invoice);
        text = bind(mapping.text);
        payer_name = bind(mapping.payer_name);
        payer_iban = bind(mapping.payer_iban);
        kind = bind(mapping.kind);
        reverses = bind(mapping.reverses);
    }

    BoundTemplate id, received_on, amount, currency, invoice, text, payer_name, payer_iban, kind, reverses;
};

std::optional<std::string> if_any(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

class PaymentRows {
  public:
    PaymentRows(const PaymentMapping& mapping, BankReading& reading) : mapping_(mapping), reading_(reading) {}

    void read(std::istream& in) {
        codec::CsvReader csv(in, {.delimiter = mapping_.delimiter});
        const auto header = csv.next();
        if (!header) return find("", "an empty file", "a first row with the names of the columns");
        if (!*header) return find("line 1", header->error().found, header->error().expected);
        columns_ = std::make_unique<BoundColumns>(mapping_, header->value().fields, reading_.findings);
        if (!reading_.findings.empty()) return;
        while (const auto row = csv.next()) {
            if (*row)
                take(row->value());
            else
                find("line " + std::to_string(row->error().line), row->error().found, row->error().expected);
        }
    }

  private:
    void find(std::string pointer, std::string found, std::string expected) {
        reading_.findings.push_back({std::move(pointer), std::move(found), std::move(expected)});
    }

    void take(const codec::CsvRow& row) {
        const std::size_t findings_before = reading_.findings.size();
        const std::string line = "line " + std::to_string(row.line_first);
        const std::string id(columns_->id.in(row.fields));
        check_id(line, id, row.line_first);
        const auto day = read_day_of(line, columns_->received_on.in(row.fields));
        const auto amount = read_amount_of(line, row.fields);
        const auto move = read_move(line, columns_->kind.in(row.fields));
        const std::string reverses(columns_->reverses.in(row.fields));
        if (move == BankMove::payment && !reverses.empty())
            find(line + "/reverses", quoted(reverses), "nothing on a payment: only a reversal reverses one");
        if (reading_.findings.size() != findings_before) return;
        std::vector<std::string> references;
        if (auto invoice = if_any(columns_->invoice.in(row.fields))) references.push_back(std::move(*invoice));
        auto iban = if_any(normalised_iban(columns_->payer_iban.in(row.fields)));
        reading_.payments.push_back({.id = id,
                                     .account = {},
                                     .statement = {},
                                     .entry_reference = {},
                                     .received_on = *day,
                                     .amount = *amount,
                                     .move = *move,
                                     .instructed = {},
                                     .payer_name = if_any(columns_->payer_name.in(row.fields)),
                                     .payer_iban = std::move(iban),
                                     .structured_references = std::move(references),
                                     .text = std::string(columns_->text.in(row.fields)),
                                     .deductions = {},
                                     .end_to_end_id = {},
                                     .reverses = if_any(reverses),
                                     .return_reason = {},
                                     .place = line});
    }

    void check_id(const std::string& line, const std::string& id, std::uint64_t line_number) {
        if (id.empty()) return find(line + "/id", "nothing", "an id, by which the payment is known again");
        const auto [first, is_new] = line_of_id_.emplace(id, line_number);
        if (!is_new)
            find(line + "/id", quoted(id) + ", as in line " + std::to_string(first->second),
                 "an id that stands once in the file");
    }

    std::optional<Date> read_day_of(const std::string& line, std::string_view text) {
        auto day = read_day(text, mapping_.day_format);
        if (!day) find(line + "/received_on", quoted(text), "a day as " + mapping_.day_format);
        return day;
    }

    std::optional<Money> read_amount_of(const std::string& line, Fields fields) {
        const std::string code(columns_->currency.in(fields));
        const auto currency = Currency::find(code);
        if (!currency) {
            find(line + "/currency", quoted(code), "an ISO 4217 code, as in \"EUR\"");
            return std::nullopt;
        }
        const std::string written(columns_->amount.in(fields));
        std::string pointed = written;
        if (mapping_.decimal_sign == ',') {
            if (pointed.find('.') != std::string::npos) {
                find(line + "/amount", quoted(written), "an amount with a decimal comma, and no points");
                return std::nullopt;
            }
            std::ranges::replace(pointed, ',', '.');
        }
        const auto amount = read_money(pointed, *currency);
        if (!amount) {
            find(line + "/amount", quoted(written), amount.error().expected);
            return std::nullopt;
        }
        if (amount->is_positive()) return *amount;
        find(line + "/amount", quoted(written), "an amount above zero; a bounced payment is of kind \"reversal\"");
        return std::nullopt;
    }

    std::optional<BankMove> read_move(const std::string& line, std::string_view kind) {
        if (kind.empty() || kind == "payment") return BankMove::payment;
        if (kind == "reversal") return BankMove::bounced_payment;
        find(line + "/kind", quoted(kind), "\"payment\" or \"reversal\"");
        return std::nullopt;
    }

    const PaymentMapping& mapping_;
    BankReading& reading_;
    std::unique_ptr<BoundColumns> columns_;
    std::map<std::string, std::uint64_t> line_of_id_;
};

}  // namespace

BankReading read_csv_payments(std::istream& in, const PaymentMapping& mapping) {
    BankReading reading;
    PaymentRows(mapping, reading).read(in);
    return reading;
}

}  // namespace makegood::import
