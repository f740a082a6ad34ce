// The cases of the suite about reading. Include store_conformance.h.
#ifndef OGI_STORAGE_CONFORMANCE_READ_CASES_H_
#define OGI_STORAGE_CONFORMANCE_READ_CASES_H_

#include <memory>
#include <string>
#include <vector>

#include "storage/conformance/store_under_test.h"

namespace ogi::conformance {

// Keys on both sides of the payloads, and payloads, in order.
inline std::vector<std::string> SixKeys() {
  return {std::string("\x10") + "a", std::string("\x21") + "b", std::string("\x22"),
          std::string("\x22") + "c", std::string("\x22\xff"),   std::string("\x23")};
}

inline Commit PutSixKeys(uint64_t token_number, size_t value_bytes = 10) {
  Commit commit = CommitOf(token_number, {});
  for (const std::string& key : SixKeys()) {
    commit.writes.push_back(Put(key, std::string(value_bytes, key.back())));
  }
  return commit;
}

inline std::vector<std::string> KeysOf(const std::vector<Item>& items) {
  std::vector<std::string> keys;
  for (const Item& item : items) keys.push_back(item.key);
  return keys;
}

// The markers (table 03) come before all of SixKeys().
inline Range NoMarkers() { return Range{"\x10", ""}; }

TEST_P(StoreConformanceTest, AnAbsentKeyIsNothing) {
  EXPECT_EQ(ValueOf("54", "absent"), std::nullopt);
  const auto page = store().Scan("54", Range{}, ScanLimits{});
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->items.empty());
  EXPECT_TRUE(page->next.empty());
}

TEST_P(StoreConformanceTest, MultiGetAnswersInTheOrderOfTheKeysTwiceWhereAskedTwice) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1)), IsCommitted());
  const std::vector<std::string> keys = {SixKeys()[3], "absent", SixKeys()[0], SixKeys()[3]};
  const auto items = store().MultiGet("54", keys);
  ASSERT_TRUE(items.ok()) << items.status();
  ASSERT_EQ(items->size(), 4u);
  EXPECT_FALSE((*items)[1].has_value());
  for (size_t i : {0u, 2u, 3u}) {
    ASSERT_TRUE((*items)[i].has_value()) << i;
    EXPECT_EQ((*items)[i]->key, keys[i]);
    EXPECT_EQ((*items)[i]->value, std::string(10, keys[i].back()));
    EXPECT_EQ((*items)[i]->version, 1u);
  }
}

TEST_P(StoreConformanceTest, MultiGetOfNoKeysIsEmpty) {
  const auto items = store().MultiGet("54", {});
  ASSERT_TRUE(items.ok());
  EXPECT_TRUE(items->empty());
}

TEST_P(StoreConformanceTest, EmptyAndBinaryValuesComeBackAsTheyWere) {
  const std::string binary("\0\xff\0\x01", 4);
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("empty", ""), Put(binary, binary)})), IsCommitted());
  EXPECT_EQ(ValueOf("54", "empty"), "");
  EXPECT_EQ(ValueOf("54", binary), binary);
}

TEST_P(StoreConformanceTest, AScanGivesTheItemsInByteOrder) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(7)), IsCommitted());
  const std::vector<Item> items = ScanAll(store(), "54", NoMarkers());
  EXPECT_EQ(KeysOf(items), SixKeys());
  for (const Item& item : items) {
    EXPECT_EQ(item.value, std::string(10, item.key.back()));
    EXPECT_EQ(item.version, 7u);
  }
}

TEST_P(StoreConformanceTest, AScanBeginsAtBeginAndStopsBeforeEnd) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1)), IsCommitted());
  const std::vector<std::string> keys = SixKeys();
  for (size_t begin = 0; begin < keys.size(); ++begin) {
    for (size_t end = begin; end < keys.size(); ++end) {
      EXPECT_EQ(KeysOf(ScanAll(store(), "54", Range{keys[begin], keys[end]})),
                std::vector<std::string>(keys.begin() + static_cast<long>(begin),
                                         keys.begin() + static_cast<long>(end)));
    }
  }
  EXPECT_EQ(ScanAll(store(), "54", Range{"\x24", ""}).size(), 0u);
}

TEST_P(StoreConformanceTest, ARangeThatEndsBeforeItBeginsIsEmpty) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1)), IsCommitted());
  EXPECT_TRUE(ScanAll(store(), "54", Range{"\x23", "\x10"}).empty());
}

TEST_P(StoreConformanceTest, AScanStopsAtItsNumberOfItemsAndSaysWhereToGoOn) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1)), IsCommitted());
  for (size_t items = 1; items <= 7; ++items) {
    const auto first = store().Scan("54", NoMarkers(), ScanLimits{items});
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first->items.size(), std::min<size_t>(items, 6));
    // No page is empty but the first of an empty range: `next` names a key that is there.
    EXPECT_EQ(first->next, items < 6 ? SixKeys()[items] : "");
    EXPECT_EQ(KeysOf(ScanAll(store(), "54", NoMarkers(), ScanLimits{items})), SixKeys());
  }
}

TEST_P(StoreConformanceTest, AScanStopsAtItsBytesButGivesOneItem) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1, 100)), IsCommitted());
  // Two items of at most 2 + 100 bytes, not three.
  const auto two = store().Scan("54", NoMarkers(), ScanLimits{1000, 204});
  ASSERT_TRUE(two.ok());
  EXPECT_EQ(two->items.size(), 2u);
  const auto one = store().Scan("54", NoMarkers(), ScanLimits{1000, 1});
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->items.size(), 1u);
  EXPECT_EQ(KeysOf(ScanAll(store(), "54", NoMarkers(), ScanLimits{1000, 1})), SixKeys());
}

TEST_P(StoreConformanceTest, PartitionsDoNotSeeEachOther) {
  ASSERT_THAT(CommitOne("53", CommitOf(1, {Put("\x10key", "fifty-three")})), IsCommitted());
  ASSERT_THAT(CommitOne("55", CommitOf(2, {Put("\x10key", "fifty-five")})), IsCommitted());
  EXPECT_EQ(ValueOf("54", "\x10key"), std::nullopt);
  EXPECT_TRUE(ScanAll(store(), "54", Range{}).empty());
  EXPECT_EQ(ValueOf("53", "\x10key"), "fifty-three");
  EXPECT_EQ(KeysOf(ScanAll(store(), "53", NoMarkers())), std::vector<std::string>{"\x10key"});
  EXPECT_EQ(ValueOf("55", "\x10key"), "fifty-five");
}

TEST_P(StoreConformanceTest, ThePartitionAfterTheLastByteIsNotScanned) {
  // "5\xff" is the last partition that begins with 5; a scan of it must not run into "60".
  ASSERT_THAT(CommitOne("60", CommitOf(1, {Put("\x10key", "other")})), IsCommitted());
  ASSERT_THAT(CommitOne("5\xff", CommitOf(2, {Put("\x22key", "own")})), IsCommitted());
  EXPECT_EQ(KeysOf(ScanAll(store(), "5\xff", NoMarkers())), std::vector<std::string>{"\x22key"});
}

TEST_P(StoreConformanceTest, ASnapshotDoesNotMove) {
  ASSERT_THAT(CommitOne("54", PutSixKeys(1)), IsCommitted());
  const std::unique_ptr<Reader> snapshot = store().Snapshot();
  ASSERT_NE(snapshot, nullptr);
  const std::vector<std::string> keys = SixKeys();
  ASSERT_THAT(
      CommitOne("54", CommitOf(2, {Put(keys[0], "new"), Delete(keys[3]), Put("\x30", "more")})),
      IsCommitted());
  EXPECT_EQ(KeysOf(ScanAll(*snapshot, "54", NoMarkers())), keys);
  const auto items = snapshot->MultiGet("54", std::vector<std::string>{keys[0], keys[3], "\x30"});
  ASSERT_TRUE(items.ok()) << items.status();
  EXPECT_EQ((*items)[0]->version, 1u);
  EXPECT_EQ((*items)[1]->version, 1u);
  EXPECT_FALSE((*items)[2].has_value());
  EXPECT_EQ(ValueOf("54", keys[0]), "new");
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_READ_CASES_H_
