// What an engine hands the conformance suite, and what the suite's cases share.
#ifndef OGI_STORAGE_CONFORMANCE_STORE_UNDER_TEST_H_
#define OGI_STORAGE_CONFORMANCE_STORE_UNDER_TEST_H_

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/keys/codec.h"
#include "storage/keys/keys.h"
#include "storage/store.h"

namespace ogi::conformance {

// A fresh, empty store of one engine, and how to make it suffer. What an engine cannot do it leaves
// as it is here; the cases that need it are skipped.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  virtual Store& store() = 0;

  // Closes the store and opens it again. References from store() become invalid.
  virtual bool can_reopen() const { return false; }
  virtual void Reopen() {}

  // Lets the next CommitBatch that writes fail at its sync, whether its writes have reached the
  // disk
  // (`landed`) or are lost.
  virtual bool can_fail_sync() const { return false; }
  virtual void FailNextSync(bool /*landed*/) {}
};

struct Engine {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;

  // What GoogleTest says of it.
  friend void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }
};

inline std::string EngineName(const testing::TestParamInfo<Engine>& info) {
  return info.param.name;
}

class StoreConformanceTest : public testing::TestWithParam<Engine> {
 protected:
  StoreConformanceTest() : under_test_(GetParam().make()) {}

  Store& store() { return under_test_->store(); }
  StoreUnderTest& under_test() { return *under_test_; }

  CommitOutcome CommitOne(absl::string_view partition, const Commit& commit) {
    std::vector<CommitOutcome> outcomes =
        store().CommitUnsealed(partition, absl::MakeConstSpan(&commit, 1));
    EXPECT_EQ(outcomes.size(), 1u);
    return std::move(outcomes.front());
  }

  // The value, or nullopt where the key is absent.
  std::optional<std::string> ValueOf(absl::string_view partition, const std::string& key) {
    const auto item = store().Get(partition, key);
    EXPECT_TRUE(item.ok()) << item.status();
    if (!item.ok() || !item->has_value()) return std::nullopt;
    return (*item)->value;
  }

  Version VersionAt(absl::string_view partition, const std::string& key) {
    const auto item = store().Get(partition, key);
    EXPECT_TRUE(item.ok()) << item.status();
    return item.ok() && item->has_value() ? (*item)->version : kAbsent;
  }

  // All items of a range, page by page.
  static std::vector<Item> ScanAll(const Reader& reader, absl::string_view partition, Range range,
                                   const ScanLimits& limits = {}) {
    std::vector<Item> items;
    while (true) {
      absl::StatusOr<Page> page = reader.Scan(partition, range, limits);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return items;
      for (Item& item : page->items) items.push_back(std::move(item));
      if (page->next.empty()) return items;
      EXPECT_GT(page->next, range.begin) << "a scan must get on";
      range.begin = page->next;
    }
  }

 private:
  std::unique_ptr<StoreUnderTest> under_test_;
};

// A token named by a number: its first 8 bytes, and so its version, are the number.
inline Token TokenOf(uint64_t number) {
  return KeyWriter(0).Uint64(number).Key().substr(1) + std::string(8, 't');
}

inline Write Put(std::string key, std::string value, std::optional<Version> expected = {}) {
  return Write{std::move(key), std::move(value), expected};
}

inline Write Delete(std::string key, std::optional<Version> expected = {}) {
  return Write{std::move(key), std::nullopt, expected};
}

inline Commit CommitOf(uint64_t token_number, std::vector<Write> writes,
                       std::vector<Guard> guards = {}, std::string note = "") {
  return Commit{TokenOf(token_number), std::move(writes), std::move(guards), std::move(note)};
}

MATCHER(IsCommitted, "") {
  *result_listener << "state " << static_cast<int>(arg.state) << " " << arg.error;
  return arg.state == CommitState::kCommitted && !arg.repeated && arg.conflicts.empty() &&
         arg.error.ok();
}

MATCHER(IsRepeated, "") {
  *result_listener << "state " << static_cast<int>(arg.state) << " " << arg.error;
  return arg.state == CommitState::kCommitted && arg.repeated;
}

MATCHER(IsUnknown, "") {
  *result_listener << "state " << static_cast<int>(arg.state) << " " << arg.error;
  return arg.state == CommitState::kUnknown && !arg.error.ok();
}

MATCHER_P(IsConflictAt, keys, "") {
  *result_listener << "state " << static_cast<int>(arg.state) << " " << arg.error;
  return arg.state == CommitState::kConflict &&
         testing::ExplainMatchResult(testing::ElementsAreArray(keys), arg.conflicts,
                                     result_listener);
}

inline auto ConflictsAt(std::vector<std::string> keys) { return IsConflictAt(std::move(keys)); }

MATCHER_P(IsRefusedWith, code, "") {
  *result_listener << "state " << static_cast<int>(arg.state) << " " << arg.error;
  return arg.state == CommitState::kNotApplied && arg.error.code() == code;
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_STORE_UNDER_TEST_H_
