#include "adapters/import/camt_values.hpp"

#include "adapters/import/quoted.hpp"
#include "adapters/import/written_number.hpp"

namespace makegood::import {

std::optional<Money> read_amount(const CamtElement& element, Findings& findings) {
    if (!element) {
        findings.push_back({element.place(), "nothing", "an amount"});
        return std::nullopt;
    }
    const std::string code = element.attribute("Ccy");
    const auto currency = Currency::find(code);
    if (!currency) {
        findings.push_back({element.place() + "/@Ccy", quoted(code), "an ISO 4217 code, as in \"EUR\""});
        return std::nullopt;
    }
    const auto money = read_money(element.text(), *currency);
    if (!money) {
        findings.push_back({element.place(), money.error().found, money.error().expected});
        return std::nullopt;
    }
    if (money->is_negative()) {
        findings.push_back({element.place(), quoted(element.text()),
                            "an amount that is not below zero; CdtDbtInd says which way it goes"});
        return std::nullopt;
    }
    return *money;
}

std::optional<bool> read_is_credit(const CamtElement& indicator, Findings& findings) {
    const std::string text = indicator.text();
    if (text == "CRDT") return true;
    if (text == "DBIT") return false;
    findings.push_back({indicator.place(), quoted(text), "CRDT or DBIT"});
    return std::nullopt;
}

std::optional<bool> read_flag(const CamtElement& element, Findings& findings) {
    if (!element) return false;
    const std::string text = element.text();
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    findings.push_back({element.place(), quoted(text), "true or false"});
    return std::nullopt;
}

std::optional<Date> read_day_if_any(const CamtElement& choice, Findings& findings) {
    constexpr std::size_t day_length = 10;
    for (const std::string_view form : {"Dt", "DtTm"}) {
        const CamtElement element = choice.at({form});
        if (!element) continue;
        const std::string text = element.text();
        if (auto day = parse_date(std::string_view(text).substr(0, day_length))) return day;
        findings.push_back({element.place(), quoted(text), "a day, as in 2026-03-29"});
    }
    return std::nullopt;
}

}  // namespace makegood::import
