#include "common/encoding.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

void ExpectDecoded(absl::string_view bytes, absl::string_view text, Encoding encoding) {
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(decoded->text, text);
  EXPECT_EQ(decoded->encoding, encoding);
}

TEST(EncodingTest, Utf8StaysAsItIs) {
  ExpectDecoded("{\"a\": \"玉许乡\"}", "{\"a\": \"玉许乡\"}", Encoding::kUtf8);
  ExpectDecoded("", "", Encoding::kUtf8);
}

TEST(EncodingTest, AByteOrderMarkIsDropped) {
  ExpectDecoded("\xEF\xBB\xBF乡", "乡", Encoding::kUtf8);
}

TEST(EncodingTest, Gb18030IsRecognised) {
  // 玉许乡, in two bytes each.
  ExpectDecoded("\xD3\xF1\xD0\xED\xCF\xE7", "玉许乡", Encoding::kGb18030);
}

TEST(EncodingTest, FourByteGb18030IsRecognised) {
  // U+3400 㐀.
  ExpectDecoded("\x81\x39\xEE\x39\xD3\xF1", "㐀玉", Encoding::kGb18030);
}

TEST(EncodingTest, AGb18030MarkIsDropped) {
  ExpectDecoded("\x84\x31\x95\x33\xD3\xF1", "玉", Encoding::kGb18030);
}

TEST(EncodingTest, Utf16OfWindowsIsRecognisedByItsMark) {
  ExpectDecoded(absl::string_view("\xFF\xFE\x89\x73{\0", 6), "玉{", Encoding::kUtf16LittleEndian);
  ExpectDecoded(absl::string_view("\xFE\xFF\x73\x89\0{", 6), "玉{", Encoding::kUtf16BigEndian);
}

TEST(EncodingTest, AnythingElseIsRefusedWithItsPlace) {
  const absl::Status status = DecodeText("abc\xFF\xFF\xFF").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("第 4 字节"), absl::string_view::npos) << status;
}

TEST(EncodingTest, ACutCharacterIsRefused) {
  EXPECT_FALSE(DecodeText("\xD3\xF1\xD0").ok());
  EXPECT_FALSE(DecodeText("\xEF\xBB\xBF\xE7\x8E").ok());
}

}  // namespace
}  // namespace ogi
