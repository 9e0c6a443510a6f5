#include "adapters/verify/json_tree.hpp"

#include <nlohmann/json.hpp>

namespace makegood::verify {

namespace {

constexpr std::size_t depth_max = 40;  // nlohmann has no limit of its own
constexpr std::size_t fields_max = 256;

}  // namespace

/// What nlohmann's parser tells, made into nodes. Answering false stops it.
class JsonTreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    explicit JsonTreeBuilder(JsonTree& tree) : tree_(tree) {
        tree_.nodes_.clear();
        tree_.pool_.clear();
    }

    [[nodiscard]] const std::optional<JsonFault>& fault() const { return fault_; }

    bool null() override {
        add(JsonTree::Kind::null);
        return true;
    }
    bool boolean(bool value) override {
        add(JsonTree::Kind::flag).flag = value;
        return true;
    }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) override { return number(written); }
    bool string(string_t& value) override {
        hold(add(JsonTree::Kind::text), value);
        return true;
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonTree::Kind::object); }
    bool start_array(std::size_t) override { return open(JsonTree::Kind::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        std::size_t fields = 0;
        for (std::uint32_t at = open_.back() + 1; at < tree_.nodes_.size(); at = tree_.nodes_[at].end) {
            if (tree_.key(at) == name)
                return refuse("duplicate-key", "the field \"" + name.substr(0, 40) + "\" twice in one object");
            if (++fields == fields_max) return refuse("not-json", "an object of more than 256 fields");
        }
        key_at_ = static_cast<std::uint32_t>(tree_.pool_.size());
        key_size_ = static_cast<std::uint32_t>(name.size());
        tree_.pool_ += name;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse("not-json", "bytes that stop being JSON at position " + std::to_string(position));
    }

  private:
    JsonTree::Node& add(JsonTree::Kind kind) {
        const auto at = static_cast<std::uint32_t>(tree_.nodes_.size());
        tree_.nodes_.push_back({kind, false, at + 1, key_at_, key_size_, 0, 0});
        key_at_ = key_size_ = 0;
        return tree_.nodes_.back();
    }

    void hold(JsonTree::Node& node, std::string_view text) {
        node.text_at = static_cast<std::uint32_t>(tree_.pool_.size());
        node.text_size = static_cast<std::uint32_t>(text.size());
        tree_.pool_ += text;
    }

    bool number(std::string_view written) {
        hold(add(JsonTree::Kind::number), written);
        return true;
    }

    bool open(JsonTree::Kind kind) {
        if (open_.size() == depth_max) return refuse("too-deep", "JSON nested deeper than 40");
        open_.push_back(static_cast<std::uint32_t>(tree_.nodes_.size()));
        add(kind);
        return true;
    }

    bool close() {
        tree_.nodes_[open_.back()].end = static_cast<std::uint32_t>(tree_.nodes_.size());
        open_.pop_back();
        return true;
    }

    bool refuse(std::string code, std::string text) {
        fault_ = JsonFault{std::move(code), std::move(text)};
        return false;
    }

    JsonTree& tree_;
    std::vector<std::uint32_t> open_;
    std::uint32_t key_at_ = 0;
    std::uint32_t key_size_ = 0;
    std::optional<JsonFault> fault_;
};

std::optional<JsonFault> JsonTree::parse(std::string_view bytes) {
    JsonTreeBuilder builder(*this);
    if (nlohmann::json::sax_parse(bytes.data(), bytes.data() + bytes.size(), &builder)) return std::nullopt;
    return builder.fault();
}

}  // namespace makegood::verify
