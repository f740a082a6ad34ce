#include "storage/keys/codec.h"

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "storage/keys/codec_fuzz.h"

namespace ogi {
namespace {

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

TEST(KeyWriterTest, WritesTheseBytesForEver) {
  EXPECT_EQ(Hex(KeyWriter(0x10).Key()), "10");
  EXPECT_EQ(Hex(KeyWriter(0x10).String("ab").Key()), "1061620000");
  EXPECT_EQ(Hex(KeyWriter(0x10).String("").Key()), "100000");
  EXPECT_EQ(Hex(KeyWriter(0x10).String(std::string("\0a\0", 3)).Key()), "1000ff6100ff0000");
  EXPECT_EQ(Hex(KeyWriter(0x10).String("\xff").Uint8(0xff).Key()), "10ff0000ff");
  EXPECT_EQ(Hex(KeyWriter(0x10).Uint8(1).Uint16(2020).Uint32(3).Uint64(4).Key()),
            "100107e4000000030000000000000004");
  EXPECT_EQ(Hex(KeyWriter(0x03).Raw(std::string("\0\xff", 2)).Key()), "0300ff");
}

using Tuple = std::tuple<std::string, uint16_t, std::string, uint32_t>;

std::string Encode(const Tuple& tuple) {
  return KeyWriter(7)
      .String(std::get<0>(tuple))
      .Uint16(std::get<1>(tuple))
      .String(std::get<2>(tuple))
      .Uint32(std::get<3>(tuple))
      .Key();
}

// Short strings of bytes at the edges of the encoding, so that prefixes and embedded zeros are
// common.
Tuple RandomTuple(std::mt19937& random) {
  static constexpr char kBytes[] = {'\x00', '\x00', '\x01', 'a', '\xfe', '\xff'};
  const auto string = [&] {
    std::string value;
    for (uint32_t i = random() % 4; i > 0; --i) value.push_back(kBytes[random() % 6]);
    return value;
  };
  const auto number = [&] { return random() % 3 == 0 ? 0xff00u + random() % 256 : random() % 3; };
  const std::string first = string();
  const auto year = static_cast<uint16_t>(number());
  const std::string second = string();
  return {first, year, second, static_cast<uint32_t>(number() << 8)};
}

TEST(KeyCodecTest, KeysSortAsTheirTuplesDo) {
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const Tuple a = RandomTuple(random);
    const Tuple b = RandomTuple(random);
    ASSERT_EQ(a < b, Encode(a) < Encode(b)) << Hex(Encode(a)) << " " << Hex(Encode(b));
  }
}

TEST(KeyCodecTest, WhatWasWrittenIsReadBack) {
  std::mt19937 random(2);
  for (int i = 0; i < 10'000; ++i) {
    const Tuple tuple = RandomTuple(random);
    const std::string key = Encode(tuple);
    KeyReader reader(key, 7);
    Tuple read;
    std::get<0>(read) = reader.String();
    std::get<1>(read) = reader.Uint16();
    std::get<2>(read) = reader.String();
    std::get<3>(read) = reader.Uint32();
    ASSERT_EQ(reader.Finish(), absl::OkStatus());
    ASSERT_EQ(read, tuple);
  }
}

// Reads a tuple of a string and a byte.
absl::Status ReadStringAndByte(absl::string_view key) {
  KeyReader reader(key, 7);
  reader.String();
  reader.Uint8();
  return reader.Finish();
}

TEST(KeyReaderTest, EveryCutOfAKeyIsAnError) {
  const std::string key = KeyWriter(7).String(std::string("a\0b", 3)).Uint8(1).Key();
  ASSERT_EQ(ReadStringAndByte(key), absl::OkStatus());
  for (size_t size = 0; size < key.size(); ++size) {
    EXPECT_EQ(ReadStringAndByte(absl::string_view(key).substr(0, size)).code(),
              absl::StatusCode::kDataLoss)
        << size;
  }
}

TEST(KeyReaderTest, BytesLeftOverAreAnError) {
  EXPECT_FALSE(ReadStringAndByte(KeyWriter(7).String("a").Uint8(1).Uint8(2).Key()).ok());
}

TEST(KeyReaderTest, ABadEscapeIsAnError) {
  EXPECT_FALSE(ReadStringAndByte(std::string("\x07\x61\x00\x01\x00\x00\x01", 7)).ok());
}

TEST(KeyReaderTest, AnotherTableIsAnError) {
  EXPECT_FALSE(ReadStringAndByte(KeyWriter(8).String("a").Uint8(1).Key()).ok());
  EXPECT_FALSE(ReadStringAndByte("").ok());
}

TEST(KeyReaderTest, AfterAnErrorNothingIsRead) {
  const std::string key = KeyWriter(7).Uint8(1).Key();
  KeyReader reader(key, 8);
  EXPECT_EQ(reader.Uint8(), 0);
  EXPECT_EQ(reader.Raw(0), "");
  EXPECT_FALSE(reader.Finish().ok());
}

TEST(PrefixRangeTest, HoldsAllKeysThatBeginSoAndNoOther) {
  const Range range = PrefixRange("a\xff");
  EXPECT_EQ(range.begin, "a\xff");
  EXPECT_EQ(range.end, "b");
  EXPECT_EQ(PrefixRange("ab").end, "ac");
}

TEST(PrefixRangeTest, OfTheLastPrefixHasNoEnd) {
  EXPECT_EQ(PrefixRange("\xff\xff").end, "");
  EXPECT_EQ(PrefixRange("").end, "");
}

TEST(KeyCodecFuzzTest, RandomBytesBreakNothing) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes;
    for (auto n = random() % 40; n > 0; --n) {
      bytes.push_back(static_cast<char>(random() % 3 == 0 ? random() % 256 : random() % 3));
    }
    FuzzKeyCodec(bytes);
  }
}

}  // namespace
}  // namespace ogi
