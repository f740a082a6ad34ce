// Who sends what no client should neither stops the server, nor fills its memory, nor changes what
// honest callers are told.
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "tests/e2e/secured_server.h"
#include "tests/import/dice.h"
#include "tests/support/raw_tls.h"

namespace ogi {
namespace {

using import_test::Dice;

constexpr int64_t kFrames = 20'000;
constexpr absl::Duration kPatience = absl::Seconds(5);
// Both far under what one filing a frame would leave behind.
constexpr int64_t kMaxGrowth = int64_t{96} << 20;
constexpr int64_t kMaxGrowthOfSecondRound = int64_t{16} << 20;
// The address sanitizer keeps what is freed for a while, and tells leaks itself when the server
// ends.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kGrowthTells = false;
#else
constexpr bool kGrowthTells = true;
#endif
// The store may have opened some files meanwhile; the connections are hundreds.
constexpr int kMaxMoreDescriptors = 16;
// Before that many the report takes no more.
constexpr int kMaxFilings = 900;
constexpr int kReadsPerFiling = 9;

constexpr char kPreface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

enum FrameType : uint8_t {
  kData,
  kHeaders,
  kPriority,
  kResetStream,
  kSettings,
  kPushPromise,
  kPing,
  kGoAway,
  kWindowUpdate,
  kContinuation,
};
constexpr int kEndStream = 0x1;
constexpr int kEndHeaders = 0x4;

std::string Big(uint64_t number, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(number >> (8 * i)));
  return text;
}

std::string Noise(Dice& dice, int64_t most) {
  std::string text(static_cast<size_t>(dice.Number(0, most)), '\0');
  for (char& byte : text) byte = static_cast<char>(dice.Number(0, 255));
  return text;
}

// Whose header says `length`, whatever comes after.
std::string FrameSaying(uint64_t length, int type, int flags, uint64_t stream,
                        absl::string_view payload) {
  return absl::StrCat(Big(length, 3), Big(static_cast<uint64_t>(type), 1),
                      Big(static_cast<uint64_t>(flags), 1), Big(stream, 4), payload);
}

std::string Frame(int type, int flags, uint64_t stream, absl::string_view payload) {
  return FrameSaying(payload.size(), type, flags, stream, payload);
}

// HPACK: a literal that is not indexed, or, with `indexed`, that enters the dynamic table.
std::string Header(absl::string_view name, absl::string_view value, bool indexed = false) {
  const auto text = [](absl::string_view raw) {
    std::string out;
    size_t size = raw.size();
    if (size < 127) {
      out.push_back(static_cast<char>(size));
    } else {
      out.push_back(127);
      for (size -= 127; size >= 128; size /= 128) {
        out.push_back(static_cast<char>(size % 128 + 128));
      }
      out.push_back(static_cast<char>(size));
    }
    return absl::StrCat(out, raw);
  };
  return absl::StrCat(std::string(1, indexed ? '\x40' : '\0'), text(name), text(value));
}

std::string CallHeaders(Dice& dice) {
  return absl::StrCat(
      Header(":method", "POST"), Header(":scheme", "https"),
      Header(":path", absl::StrCat("/ogi.v1.", dice.Of({"RetrievalService/GetReport",
                                                        "SubmissionService/SubmitReports",
                                                        "SubmissionService/SubmitReport",
                                                        "AuditService/ListAuditRecords",
                                                        "RetrievalService/Nothing", ""}))),
      Header(":authority", "localhost"), Header("te", "trailers"),
      Header("content-type", "application/grpc"));
}

// What is sent over one connection, frame by frame.
using Frames = std::vector<std::string>;

// Calls as a client makes them, so far as the frames go; the messages are noise.
Frames Calls(Dice& dice) {
  Frames frames;
  const int64_t calls = dice.Number(1, 10);
  for (int64_t call = 0; call < calls; ++call) {
    const auto stream = static_cast<uint64_t>(2 * call + 1);
    frames.push_back(Frame(kHeaders, kEndHeaders, stream, CallHeaders(dice)));
    const std::string message = Noise(dice, dice.Chance(5) ? 16'000 : 200);
    const uint64_t said = dice.Chance(50)
                              ? message.size()
                              : static_cast<uint64_t>(dice.Of<int64_t>(
                                    {0, 1, 1000, 4 << 20, (4 << 20) + 1, 0x7fffffff, 0xffffffff}));
    frames.push_back(Frame(kData, dice.Chance(50) ? kEndStream : 0, stream,
                           absl::StrCat(Big(dice.Chance(80) ? 0 : 1, 1), Big(said, 4), message)));
    // Into a stream that has ended.
    if (dice.Chance(20)) frames.push_back(Frame(kData, 0, stream, Noise(dice, 50)));
  }
  return frames;
}

Frames RandomFrames(Dice& dice) {
  Frames frames;
  for (int64_t i = dice.Number(1, 40); i > 0; --i) {
    frames.push_back(Frame(
        static_cast<int>(dice.Number(0, 12)), static_cast<int>(dice.Number(0, 255)),
        static_cast<uint64_t>(dice.Of<int64_t>({0, 1, 2, 3, 5, 0x7fffffff})), Noise(dice, 64)));
  }
  return frames;
}

// Types that mind their length, with one that is not theirs; lengths that nothing follows.
Frames WrongLengths(Dice& dice) {
  Frames frames = Calls(dice);
  const int type = static_cast<int>(dice.Of<int>(
      {kPriority, kResetStream, kSettings, kPing, kGoAway, kWindowUpdate, kData, kHeaders}));
  const auto length =
      static_cast<uint64_t>(dice.Of<int64_t>({0, 1, 3, 5, 7, 9, 16'385, 1 << 20, 0xffffff}));
  frames.push_back(FrameSaying(length, type, 0, dice.Chance(50) ? 0 : 1, Noise(dice, 20)));
  return frames;
}

Frames ContinuationFlood(Dice& dice) {
  Frames frames = {Frame(kHeaders, 0, 1, CallHeaders(dice))};
  const bool empty = dice.Chance(30);
  for (int64_t i = dice.Number(10, 200); i > 0; --i) {
    frames.push_back(
        Frame(kContinuation, 0, 1,
              empty ? ""
                    : Header(absl::StrCat("x-", i),
                             std::string(static_cast<size_t>(dice.Number(1, 2000)), 'x'))));
  }
  if (dice.Chance(50)) frames.push_back(Frame(kContinuation, kEndHeaders, 1, ""));
  return frames;
}

// Small on the wire, large once read; and what cannot be read at all.
Frames HeaderBombs(Dice& dice) {
  Frames frames;
  switch (dice.Index(4)) {
    case 0:
      frames.push_back(
          Frame(kHeaders, kEndHeaders, 1,
                absl::StrCat(CallHeaders(dice), Header("x-bomb", std::string(4000, 'b'), true),
                             // The entry just made, again and again.
                             std::string(8000, '\xbe'))));
      break;
    case 1:
      frames.push_back(
          Frame(kHeaders, kEndHeaders, 1,
                absl::StrCat(CallHeaders(dice), Header("x-large", std::string(15'000, 'l')))));
      break;
    case 2:
      // Numbers without an end, indices of nothing, tables of any size.
      frames.push_back(Frame(kHeaders, kEndHeaders, 1,
                             dice.Of({std::string("\x7f") + std::string(100, '\xff'),
                                      std::string("\xff\xff\xff\xff\x7f"), std::string("\x80"),
                                      std::string("\x3f\xff\xff\xff\xff\x0f")})));
      break;
    default:
      frames.push_back(Frame(kHeaders, kEndHeaders, 1, Noise(dice, 400)));
  }
  return frames;
}

Frames RapidResets(Dice& dice) {
  Frames frames;
  const std::string headers = CallHeaders(dice);
  const int64_t calls = dice.Number(50, 400);
  for (int64_t call = 0; call < calls; ++call) {
    const auto stream = static_cast<uint64_t>(2 * call + 1);
    frames.push_back(Frame(kHeaders, kEndHeaders, stream, headers));
    if (dice.Chance(30)) frames.push_back(Frame(kData, kEndStream, stream, std::string(5, '\0')));
    frames.push_back(Frame(kResetStream, 0, stream, Big(8, 4)));
  }
  return frames;
}

// More open calls than a connection may have.
Frames OpenCalls(Dice& dice) {
  Frames frames;
  const std::string headers = CallHeaders(dice);
  for (uint64_t call = 0; call < 300; ++call) {
    frames.push_back(Frame(kHeaders, kEndHeaders, 2 * call + 1, headers));
  }
  return frames;
}

Frames ControlFlood(Dice& dice) {
  Frames frames;
  const size_t kind = dice.Index(5);
  for (int64_t i = dice.Number(50, 500); i > 0; --i) {
    switch (kind) {
      case 0:
        frames.push_back(Frame(kPing, 0, 0, std::string(8, 'p')));
        break;
      case 1:
        frames.push_back(Frame(kSettings, 0, 0,
                               Big(static_cast<uint64_t>(dice.Number(1, 8)), 2) +
                                   Big(static_cast<uint64_t>(dice.Of<int64_t>(
                                           {0, 1, 100, 16'384, 65'535, 0x7fffffff})),
                                       4)));
        break;
      case 2:
        frames.push_back(Frame(kSettings, 0, 0, ""));
        break;
      case 3:
        frames.push_back(
            Frame(kWindowUpdate, 0, 0,
                  Big(static_cast<uint64_t>(dice.Of<int64_t>({1, 100, 0x7fffffff})), 4)));
        break;
      default:
        frames.push_back(Frame(kPriority, 0, static_cast<uint64_t>(2 * i + 1),
                               Big(static_cast<uint64_t>(2 * i + 1), 4) + "w"));
    }
  }
  return frames;
}

Frames NothingButNoise(Dice& dice) {
  Frames frames;
  for (int64_t i = dice.Number(1, 10); i > 0; --i) frames.push_back(Noise(dice, 2000));
  return frames;
}

using Attack = Frames (*)(Dice& dice);
constexpr Attack kAttacks[] = {Calls,          RandomFrames, WrongLengths, ContinuationFlood,
                               HeaderBombs,    RapidResets,  OpenCalls,    ControlFlood,
                               NothingButNoise};

class Hostile : public testing::Test {
 protected:
  Hostile() : callers_(5) {
    const char* const names[] = {"township", "platform", "self-signed", "expired", "other-root"};
    for (size_t i = 0; i < std::size(names); ++i) {
      callers_[i] = std::make_unique<RawTlsClient>(
          server_.certificates().Path(absl::StrCat(names[i], ".pem")),
          server_.certificates().Path(absl::StrCat(names[i], "-key.pem")));
    }
  }

  int port() { return server_.process().port(); }

  // Over one connection; answers how many frames went out to a server that had let us in.
  int64_t AttackOnce(Dice& dice) {
    const bool stranger = dice.Chance(3);
    const RawTlsClient* caller = &anyone_;
    if (stranger) {
      caller = callers_[2 + dice.Index(3)].get();
    } else if (dice.Chance(50)) {
      caller = callers_[dice.Index(2)].get();
    }
    if (dice.Chance(3)) {
      CutHandshake(dice);
      return 0;
    }
    const auto connection = caller->Connect(port(), kPatience);
    EXPECT_TRUE(connection->open());
    if (!connection->ready()) return 0;
    Frames frames = kAttacks[dice.Index(std::size(kAttacks))](dice);
    std::string bytes;
    if (!dice.Chance(2)) bytes.append(kPreface);
    if (!dice.Chance(5)) bytes.append(Frame(kSettings, 0, 0, ""));
    for (const std::string& frame : frames) bytes.append(frame);
    auto count = static_cast<int64_t>(frames.size());
    if (dice.Chance(20)) {
      for (int64_t i = dice.Number(1, 5); i > 0; --i) {
        bytes[dice.Index(bytes.size())] = static_cast<char>(dice.Number(0, 255));
      }
    }
    if (dice.Chance(20)) {
      // Cut at any point; what is cut off is not counted.
      const size_t kept = dice.Index(bytes.size());
      count = count * static_cast<int64_t>(kept) / static_cast<int64_t>(bytes.size());
      bytes.resize(kept);
    }
    const bool sent = connection->Send(bytes, kPatience);
    const int64_t end = dice.Number(0, 99);
    if (end < 70) {
      stuck_ += connection->Drain(kPatience) ? 0 : 1;
    } else if (end < 85) {
      connection->Reset();
    }
    return sent && !stranger ? count : 0;
  }

  // Before there is anything to send frames over.
  void CutHandshake(Dice& dice) {
    RawConnection connection(port());
    std::string hello = dice.Chance(50) ? anyone_.Hello() : Noise(dice, 600);
    hello.resize(dice.Index(hello.size() + 1));
    connection.Send(hello, kPatience);
    if (dice.Chance(50)) connection.Reset();
  }

  // Once the connections of those who have gone are closed; no more than `wanted`, or what is left
  // after the patience.
  int DescriptorsLeft(int wanted) {
    const absl::Time until = absl::Now() + kPatience;
    while (server_.process().OpenDescriptors() > wanted && absl::Now() < until) {
      absl::SleepFor(absl::Milliseconds(10));
    }
    return server_.process().OpenDescriptors();
  }

  int64_t Round(int64_t frames, Dice& dice) {
    int64_t sent = 0;
    while (sent < frames && !HasFailure()) sent += AttackOnce(dice);
    return server_.process().ResidentBytes();
  }

  SecuredServer server_;
  const RawTlsClient anyone_;
  // With certificates: two that are let in, three that are not.
  std::vector<std::unique_ptr<RawTlsClient>> callers_;
  // Connections that the server did not end within the patience.
  int64_t stuck_ = 0;
};

// Files and reads until told to stop; it is known what each answer must be.
class HonestClient {
 public:
  explicit HonestClient(SecuredServer& server)
      : client_(server.Client({"neighbour"})), thread_([this] { Run(); }) {}
  ~HonestClient() { Stop(); }
  void Stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    client_.reset();
  }
  int answers() const { return answers_; }

 private:
  void Run() {
    std::string text;
    int filed = 0;
    for (int64_t turn = 0; !stop_ || turn < int64_t{2} * kReadsPerFiling; ++turn) {
      if (turn % (kReadsPerFiling + 1) == 0 && filed < kMaxFilings) {
        text = absl::StrCat("第", ++filed, "次");
        v1::AnnualReport report = ReportSaying(text);
        report.set_agency(kNeighbour);
        const auto revision = client_->SubmitReport(Filing(report));
        ASSERT_TRUE(revision.ok()) << revision.status();
        EXPECT_EQ(revision->name(), absl::StrCat(kNeighbour, "/reports/2023/revisions/", filed));
      } else {
        v1::GetReportRequest request;
        request.set_name(absl::StrCat(kNeighbour, "/reports/2023"));
        const auto revision = client_->GetReport(request);
        ASSERT_TRUE(revision.ok()) << revision.status();
        EXPECT_EQ(revision->report().overview().text(), text);
      }
      ++answers_;
    }
  }

  std::unique_ptr<client::Client> client_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> answers_ = 0;
  std::thread thread_;
};

int64_t WantedFrames() {
  const char* const text = std::getenv("OGI_HOSTILE_FRAMES");
  int64_t frames = kFrames;
  EXPECT_TRUE(text == nullptr || absl::SimpleAtoi(text, &frames)) << text;
  return frames;
}

TEST_F(Hostile, FramesOfEveryKindNeitherStopTheServerNorFillItNorReachHonestCallers) {
  server_.AddCertificate("neighbour", kNeighbour);
  const int64_t frames = WantedFrames();
  Dice dice(20'260'101);
  const absl::Time begin = absl::Now();
  const int descriptors = server_.process().OpenDescriptors();
  HonestClient honest(server_);
  const int64_t before = server_.process().ResidentBytes();
  const int64_t after_first = Round(frames / 2, dice);
  const int answers_of_first = honest.answers();
  const int64_t after_second = Round(frames - frames / 2, dice);
  const int answers_of_both = honest.answers();
  honest.Stop();
  const int descriptors_left = DescriptorsLeft(descriptors);
  std::cout << frames << " frames in " << absl::Now() - begin << ", " << honest.answers()
            << " honest answers, " << stuck_ << " connections not ended; memory " << (before >> 20)
            << " MiB, then " << (after_first >> 20) << ", then " << (after_second >> 20)
            << "; descriptors " << descriptors << ", then " << descriptors_left << "\n";
  // Both while the frames came.
  EXPECT_GT(answers_of_first, 0);
  EXPECT_GT(answers_of_both, answers_of_first);
  EXPECT_LE(descriptors_left, descriptors + kMaxMoreDescriptors);
  if (kGrowthTells) {
    EXPECT_LT(after_first - before, kMaxGrowth);
    EXPECT_LT(after_second - after_first, kMaxGrowthOfSecondRound);
  }
  EXPECT_EQ(stuck_, 0);
  EXPECT_EQ(server_.Stop(SIGTERM), 0) << server_.process().Output();
}

}  // namespace
}  // namespace ogi
