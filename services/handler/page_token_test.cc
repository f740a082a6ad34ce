#include "services/handler/page_token.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/escaping.h"
#include "common/errors.h"

namespace ogi {
namespace {

const std::string kSecret(32, 's');

std::string RandomBytes(std::mt19937_64& random, size_t max_size) {
  std::string bytes(random() % (max_size + 1), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

bool IsRefused(absl::string_view secret, absl::string_view query, absl::string_view token) {
  const absl::StatusOr<std::string> key = ReadPageToken(secret, query, token);
  return errors::ReasonOf(key.status()) == v1::INVALID_PAGE_TOKEN;
}

TEST(PageToken, GivesItsKeyBackToItsQueryAlone) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 500; ++i) {
    const std::string query = RandomBytes(random, 40);
    const std::string key = RandomBytes(random, 60);
    const std::string token = MakePageToken(kSecret, query, key);
    const absl::StatusOr<std::string> read = ReadPageToken(kSecret, query, token);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, key);
    EXPECT_TRUE(IsRefused(kSecret, query + "x", token));
    EXPECT_TRUE(IsRefused(std::string(32, 't'), query, token));
  }
}

TEST(PageToken, IsRefusedWithAnyBitChanged) {
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(MakePageToken(kSecret, "query", "key"), &bytes));
  for (size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string forged = bytes;
    forged[i / 8] = static_cast<char>(forged[i / 8] ^ (1 << i % 8));
    EXPECT_TRUE(IsRefused(kSecret, "query", absl::WebSafeBase64Escape(forged))) << i;
  }
}

TEST(PageToken, IsRefusedCutOffOrLengthened) {
  const std::string token = MakePageToken(kSecret, "query", "key");
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  for (size_t size = 1; size < bytes.size(); ++size) {
    EXPECT_TRUE(IsRefused(kSecret, "query", absl::WebSafeBase64Escape(bytes.substr(0, size))));
  }
  EXPECT_TRUE(IsRefused(kSecret, "query", absl::WebSafeBase64Escape(bytes + "x")));
  EXPECT_TRUE(IsRefused(kSecret, "query", "not base 64 !"));
}

TEST(PageToken, IsTheFirstPageWhenEmpty) { EXPECT_EQ(*ReadPageToken(kSecret, "query", ""), ""); }

TEST(PageToken, IsFitForAnAddress) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 50; ++i) {
    const std::string token = MakePageToken(kSecret, "query", RandomBytes(random, 60));
    EXPECT_EQ(token.find_first_of("+/= \n"), std::string::npos) << token;
  }
}

}  // namespace
}  // namespace ogi
