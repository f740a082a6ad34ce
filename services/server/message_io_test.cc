#include "services/server/message_io.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "common/errors.h"
#include "common/limits.h"
#include "ogi/v1/submission_service.pb.h"

namespace ogi {
namespace {

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string Gzip(const std::string& bytes) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string TextOf(const grpc::Slice& slice) {
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

v1::ErrorReason FailureOf(const std::string& bytes) {
  return errors::ReasonOf(ReadBytes(BufferOf(bytes)).status());
}

TEST(ReadBytes, ReadsAMessageInOnePiece) {
  const grpc::Slice slices[] = {grpc::Slice("\x0a\x02"), grpc::Slice("ab")};
  EXPECT_EQ(TextOf(*ReadBytes(grpc::ByteBuffer(slices, 2))),
            "\x0a\x02"
            "ab");
  EXPECT_EQ(TextOf(*ReadBytes(BufferOf(""))), "");
}

TEST(ReadBytes, UnpacksWhatCameWithGzip) {
  const std::string text(100'000, 'x');
  EXPECT_EQ(TextOf(*ReadBytes(BufferOf(Gzip(text)))), text);
  const std::string most(limits::kMaxMessageBytes, 'x');
  EXPECT_EQ(TextOf(*ReadBytes(BufferOf(Gzip(most)))), most);
}

// Finding 4: the transport unpacked before it looked at any limit.
TEST(ReadBytes, Finding4StopsUnpackingAtTheLimit) {
  EXPECT_EQ(FailureOf(Gzip(std::string(limits::kMaxMessageBytes + 1, 'x'))), v1::TOO_LARGE);
  EXPECT_EQ(FailureOf(Gzip(std::string(size_t{256} << 20, '\0'))), v1::TOO_LARGE);
}

TEST(ReadBytes, RefusesWhatGzipDidNotPack) {
  const std::string packed = Gzip("a message");
  EXPECT_EQ(FailureOf(packed.substr(0, packed.size() - 1)), v1::MALFORMED_MESSAGE);
  EXPECT_EQ(FailureOf(packed + "more"), v1::MALFORMED_MESSAGE);
  EXPECT_EQ(FailureOf("\x1f"), v1::MALFORMED_MESSAGE);
  std::string damaged = packed;
  damaged[packed.size() / 2] ^= 1;
  EXPECT_EQ(FailureOf(damaged), v1::MALFORMED_MESSAGE);
}

TEST(ReadBytes, RefusesMoreThanAMessageMayHave) {
  EXPECT_EQ(FailureOf(std::string(limits::kMaxMessageBytes + 1, 'x')), v1::TOO_LARGE);
}

TEST(IndexOf, FindsTheIndexOfAnItemWhateverElseIsWrongWithIt) {
  v1::SubmitReportsRequest item;
  item.set_index(7);
  item.mutable_request()->set_request_id("\xff");
  EXPECT_EQ(IndexOf(BufferOf(item.SerializeAsString())), 7);
  EXPECT_EQ(IndexOf(BufferOf(item.SerializeAsString().substr(0, 5))), 7);
  item.clear_index();
  EXPECT_EQ(IndexOf(BufferOf(item.SerializeAsString())), 0);
  EXPECT_EQ(IndexOf(BufferOf(item.SerializeAsString().substr(0, 3))), std::nullopt);
  EXPECT_EQ(IndexOf(BufferOf("\xff\xff")), std::nullopt);
}

}  // namespace
}  // namespace ogi
