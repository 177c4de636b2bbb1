/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences of sample records, as members of a Panwascam would write them. Each stands by itself,
 * so that any of a theme may follow any other.
 */

#include "config.h"

#include "pantau-seed-words.h"

static const char *const risk_banjir_titles[] = {
  "Banjir di TPS {tps} {desa}",
  "Halaman TPS {tps} {desa} terendam {cm} cm",
  "Luapan Sungai {sungai} mengancam TPS {tps} {desa}",
  "Jalan ke TPS {tps} {desa} tergenang",
  "Air naik di {desa}, {n} TPS terancam",
  NULL,
};

static const char *const risk_banjir_openings[] = {
  "Sejak pukul {jam} air Sungai {sungai} meluap dan menggenangi halaman TPS {tps} di {lokasi}, "
  "{desa}.",
  "Hujan semalaman membuat {desa} terendam; di lokasi TPS {tps} air setinggi {cm} cm pada pukul "
  "{jam}.",
  "PTPS melaporkan pukul {jam} bahwa lantai {lokasi} yang menjadi TPS {tps} sudah tergenang.",
  "Permukaan Sungai {sungai} di {desa} terus naik sejak dini hari dan sudah masuk ke pekarangan "
  "TPS {tps}.",
  "Genangan di {desa}, Kecamatan {kec}, mencapai {cm} cm dan merendam jalan menuju TPS {tps}.",
  NULL,
};

static const char *const risk_banjir_details[] = {
  "Tinggi air di depan pintu terukur {cm} cm.",
  "Pemilih dari dusun seberang hanya dapat datang dengan {moda}.",
  "Kotak suara sudah diangkat ke atas meja dan dibungkus terpal.",
  "Sedikitnya {n} dari TPS di desa ini ikut tergenang.",
  "Perjalanan dari kantor kecamatan memakan waktu {menit} menit dengan {moda}.",
  "Sekitar {pemilih} pemilih terdaftar di TPS ini.",
  "KPPS menyiapkan {lokasi} yang lebih tinggi di desa yang sama sebagai lokasi cadangan.",
  "Sebagian KPPS rumahnya juga kebanjiran sehingga {m} orang belum bisa hadir.",
  "Listrik dipadamkan PLN demi keselamatan.",
  "Warga lanjut usia di {m} rumah sudah diungsikan ke {lokasi}.",
  NULL,
};

static const char *const risk_banjir_bandang_titles[] = {
  "Banjir bandang di {desa}",
  "Lumpur menutup lokasi TPS {tps} {desa}",
  NULL,
};

static const char *const risk_banjir_bandang_openings[] = {
  "Banjir bandang dari hulu Sungai {sungai} melanda {desa} sekitar pukul {jam}.",
  "Air bercampur lumpur dan kayu masuk ke {lokasi}, lokasi TPS {tps} {desa}, pada pukul {jam}.",
  NULL,
};

static const char *const risk_banjir_bandang_details[] = {
  "Jembatan gantung menuju dusun ujung hanyut.",
  "Lumpur setebal {cm} cm menutup jalan masuk.",
  "Sebanyak {m} rumah di sekitar TPS rusak ringan.",
  "Sinyal telepon hilang beberapa jam.",
  "Alat berat diperkirakan baru sampai besok pagi.",
  "Sekitar {pemilih} pemilih tidak dapat menyeberang.",
  NULL,
};

static const char *const risk_longsor_titles[] = {
  "Longsor menutup jalan ke TPS {tps} {desa}",
  "Tebing rawan longsor dekat TPS {tps} {desa}",
  "{desa} terisolasi karena longsor",
  NULL,
};

static const char *const risk_longsor_openings[] = {
  "Tebing di jalan poros {desa} longsor pada pukul {jam} dan menutup satu-satunya jalan ke TPS "
  "{tps}.",
  "Retakan tanah terlihat di belakang {lokasi}, tempat TPS {tps} {desa} akan didirikan.",
  "Longsor sepanjang kira-kira {m} meter memutus jalan antara {desa} dan kantor Kecamatan {kec}.",
  NULL,
};

static const char *const risk_longsor_details[] = {
  "Kendaraan roda empat tidak dapat lewat; sepeda motor bergantian.",
  "Logistik harus dipikul atau diangkut dengan {moda}.",
  "Waktu tempuh menjadi {menit} menit.",
  "Hujan masih turun sehingga tanah terus bergerak.",
  "Perangkat desa memasang tanda bahaya seadanya.",
  "Ada sekitar {pemilih} pemilih di dusun yang terputus.",
  "BPBD sudah diberi tahu lewat radio desa.",
  NULL,
};

static const char *const risk_angin_kencang_titles[] = {
  "Tenda TPS {tps} {desa} roboh",
  "Pohon tumbang di dekat TPS {tps} {desa}",
  NULL,
};

static const char *const risk_angin_kencang_openings[] = {
  "Angin kencang pukul {jam} merobohkan tenda TPS {tps} di {lokasi}, {desa}.",
  "Pohon besar tumbang menimpa pagar {lokasi} yang dipakai sebagai TPS {tps} {desa}.",
  NULL,
};

static const char *const risk_angin_kencang_details[] = {
  "Tidak ada korban, tetapi bilik suara basah.",
  "Atap seng lepas {m} lembar.",
  "Logistik dipindahkan ke rumah terdekat yang kering.",
  "KPPS memerlukan tenda pengganti sebelum besok pagi.",
  "Kabel listrik putus di sekitar lokasi.",
  NULL,
};

static const char *const risk_hujan_lebat_titles[] = {
  "Jalan tanah ke {desa} tidak dapat dilalui",
  "Distribusi logistik ke {desa} tertunda hujan",
  NULL,
};

static const char *const risk_hujan_lebat_openings[] = {
  "Hujan lebat sejak pukul {jam} membuat jalan tanah ke {desa} tidak dapat dilalui truk logistik.",
  "Mobil pengangkut logistik untuk {n} TPS di {desa} tertahan di jalan berlumpur sejak pukul "
  "{jam}.",
  NULL,
};

static const char *const risk_hujan_lebat_details[] = {
  "Rombongan menunggu di {lokasi} sambil menutup kotak dengan terpal.",
  "Perjalanan dilanjutkan dengan {moda}.",
  "Waktu tempuh bertambah menjadi {menit} menit.",
  "Pengawalan polisi ikut tertahan.",
  "Air Sungai {sungai} mulai naik.",
  "Segel kotak diperiksa dan masih utuh.",
  NULL,
};

static const char *const risk_akses_putus_titles[] = {
  "Jembatan ke {desa} putus",
  "Akses darat ke TPS {tps} {desa} terputus",
  NULL,
};

static const char *const risk_akses_putus_openings[] = {
  "Jembatan kayu di atas Sungai {sungai} menuju {desa} ambruk pada pukul {jam}.",
  "Jalan menuju TPS {tps} {desa} putus sehingga logistik harus lewat Sungai {sungai}.",
  NULL,
};

static const char *const risk_akses_putus_details[] = {
  "Pilihan satu-satunya adalah {moda}, {menit} menit sekali jalan.",
  "Sekitar {pemilih} pemilih tinggal di seberang.",
  "Warga menyiapkan titian darurat dari batang kelapa.",
  "Panitia memesan {m} perahu untuk hari pemungutan.",
  "Camat sudah menyurati dinas pekerjaan umum.",
  NULL,
};

static const char *const risk_listrik_titles[] = {
  "Listrik padam di TPS {tps} {desa}",
  "Pemadaman bergilir di {kec}",
  NULL,
};

static const char *const risk_listrik_openings[] = {
  "Listrik di {desa} padam sejak pukul {jam} dan belum jelas kapan menyala.",
  "Pemadaman bergilir melanda Kecamatan {kec}; TPS {tps} {desa} di {lokasi} gelap.",
  NULL,
};

static const char *const risk_listrik_details[] = {
  "KPPS memakai lampu darurat dan {m} senter.",
  "Genset desa rusak dan belum ada gantinya.",
  "Penghitungan suara bisa berlangsung sampai malam.",
  "Telepon genggam petugas mulai kehabisan daya.",
  "PLN menjanjikan pemulihan dalam {menit} menit.",
  NULL,
};

static const char *const risk_sinyal_titles[] = {
  "Tidak ada sinyal di TPS {tps} {desa}",
  "{desa} masuk daerah tanpa sinyal",
  NULL,
};

static const char *const risk_sinyal_openings[] = {
  "Di TPS {tps} {desa} tidak ada sinyal telepon sama sekali; petugas harus berjalan {menit} menit "
  "ke bukit.",
  "Menara di dekat {desa} mati sejak pukul {jam} sehingga {n} TPS tidak dapat mengirim hasil.",
  NULL,
};

static const char *const risk_sinyal_details[] = {
  "Laporan akan diantar ke kantor kecamatan dengan {moda}.",
  "Radio desa menjadi satu-satunya alat komunikasi.",
  "Kesulitan yang sama terjadi pada pemilihan yang lalu.",
  "Petugas menyalin data ke flashdisk untuk dibawa ke kecamatan.",
  "Sekitar {pemilih} pemilih ada di TPS ini.",
  NULL,
};

static const char *const risk_logistik_titles[] = {
  "Surat suara basah di gudang {kec}",
  "Logistik TPS {tps} {desa} kurang",
  "Kotak suara rusak di {desa}",
  NULL,
};

static const char *const risk_logistik_openings[] = {
  "Saat pemeriksaan pukul {jam} ditemukan {n} bundel surat suara basah karena atap gudang "
  "Kecamatan {kec} bocor.",
  "Logistik untuk TPS {tps} {desa} kurang {m} lembar surat suara menurut hitungan KPPS.",
  "Sebanyak {n} kotak suara untuk {desa} penyok dan segelnya lepas ketika diturunkan dari {moda}.",
  NULL,
};

static const char *const risk_logistik_details[] = {
  "Kejadian dituangkan dalam berita acara.",
  "Surat suara yang basah dipisahkan dan dikeringkan.",
  "Panitia meminta penggantian ke KPU kabupaten/kota.",
  "Gudang sudah dialasi palet dan terpal.",
  "Pengawas memotret keadaan sebelum dan sesudah.",
  "Penjaga gudang bertugas bergantian sampai pagi.",
  NULL,
};

static const PantauSeedTheme risk_themes[] = {
  { "banjir", risk_banjir_titles, risk_banjir_openings, risk_banjir_details },
  { "banjir-bandang", risk_banjir_bandang_titles, risk_banjir_bandang_openings,
    risk_banjir_bandang_details },
  { "longsor", risk_longsor_titles, risk_longsor_openings, risk_longsor_details },
  { "angin-kencang", risk_angin_kencang_titles, risk_angin_kencang_openings,
    risk_angin_kencang_details },
  { "hujan-lebat", risk_hujan_lebat_titles, risk_hujan_lebat_openings, risk_hujan_lebat_details },
  { "akses-putus", risk_akses_putus_titles, risk_akses_putus_openings, risk_akses_putus_details },
  { "listrik", risk_listrik_titles, risk_listrik_openings, risk_listrik_details },
  { "sinyal", risk_sinyal_titles, risk_sinyal_openings, risk_sinyal_details },
  { "logistik", risk_logistik_titles, risk_logistik_openings, risk_logistik_details },
};

static const char *const risk_endings[] = {
  "Mohon arahan apakah TPS perlu digeser.",
  "Panwascam {kec} meneruskan keadaan ini kepada KPU dan BPBD.",
  "Keadaan akan dilaporkan lagi setiap dua jam atau bila berubah.",
  "Diperlukan angkutan yang sesuai dan terpal sebelum hari pemungutan.",
  "Pengawas tetap di lokasi sampai air surut atau jalan dibuka.",
  "Koordinasi dengan PPS dan perangkat desa sudah dilakukan.",
  NULL,
};

static const char *const hoax_titles[] = {
  "Kabar bohong TPS {tps} {desa} dipindah", "Pesan berantai jadwal memilih di {kec} diubah",
  "Video lama disebut kejadian di {kec}",   "Gambar palsu hasil hitung TPS {tps} {desa}",
  "Isu surat suara tercoblos di {desa}",    "Kabar warga {desa} tanpa undangan ditolak",
  "Survei palsu beredar di {grup}",         NULL,
};

static const char *const hoax_openings[] = {
  "Di {grup} beredar pesan bahwa TPS {tps} {desa} dipindah ke {lokasi}, padahal tidak ada "
  "pemindahan.",
  "Sejak pukul {jam} sebuah pesan berantai di {grup} menyebut jadwal memilih di {kec} dimajukan "
  "satu hari.",
  "Sebuah video lama dari daerah lain dibagikan di {grup} seolah-olah kericuhan di {kec}.",
  "Gambar hasil penghitungan TPS {tps} {desa} yang beredar di {grup} angkanya tidak cocok dengan "
  "salinan yang ada pada pengawas.",
  "Akun tanpa nama menulis di {grup} bahwa surat suara untuk {desa} sudah tercoblos sebelum "
  "dikirim.",
  "Pesan di {grup} mengatakan warga {desa} yang tidak membawa undangan tidak boleh memilih.",
  "Sebuah survei tanpa sumber beredar di {grup} dan mengaku dari lembaga ternama.",
  NULL,
};

static const char *const hoax_details[] = {
  "Sudah dibagikan sekurangnya {m} kali saat dicatat.",
  "Anggota grup itu kira-kira {pemilih} orang.",
  "Beberapa warga {desa} menelepon PKD untuk bertanya.",
  "KPPS setempat menyatakan kabar itu tidak benar.",
  "Tangkapan layar diambil pukul {jam}.",
  "Tidak ada tautan karena pesannya diteruskan di grup tertutup.",
  "Belum terlihat keributan di lapangan.",
  "Suara latar pada video memakai bahasa daerah yang bukan bahasa setempat.",
  "Logo lembaga pada gambar tampak ditempel.",
  "Pesan meminta orang meneruskan ke grup lain.",
  NULL,
};

static const PantauSeedTheme hoax_themes[] = {
  { "", hoax_titles, hoax_openings, hoax_details },
};

static const char *const hoax_endings[] = {
  "Mohon diperiksa dan diklarifikasi sebelum makin luas.",
  "Disarankan KPU membuat penjelasan singkat untuk warga.",
  "PKD diminta tidak meneruskan pesan itu.",
  "Pemantauan grup dilanjutkan sampai besok.",
  NULL,
};

static const char *const neutrality_n01_titles[] = {
  "Aparatur memasang baliho di {desa}",
  "Spanduk calon di pagar {lokasi}, {desa}",
  NULL,
};

static const char *const neutrality_n01_openings[] = {
  "Pengawas melihat aparatur desa ikut memasang baliho salah satu pasangan calon di depan "
  "{lokasi}, {desa}, pukul {jam}.",
  "Sebuah spanduk pasangan calon dipasang di pagar {lokasi}, {desa}, oleh orang yang berseragam "
  "dinas.",
  NULL,
};

static const char *const neutrality_n01_details[] = {
  "Pemasangan berlangsung sekitar {menit} menit.",
  "Ada {m} orang di tempat itu.",
  "Spanduk sudah difoto dari dua arah.",
  "Kendaraan berpelat merah terlihat di lokasi.",
  NULL,
};

static const char *const neutrality_n04_titles[] = {
  "Unggahan dukungan oleh aparatur di {kec}",
  "Komentar dukungan di {grup}",
  NULL,
};

static const char *const neutrality_n04_openings[] = {
  "Sebuah akun yang diduga milik aparatur di Kecamatan {kec} membagikan konten kampanye pasangan "
  "calon pada pukul {jam}.",
  "Komentar yang mengajak memilih salah satu pasangan calon ditulis di {grup} oleh orang yang "
  "dikenal sebagai pegawai di {desa}.",
  NULL,
};

static const char *const neutrality_n04_details[] = {
  "Konten itu telah ditanggapi {m} orang.",  "Tangkapan layar disimpan beserta waktunya.",
  "Unggahan dihapus beberapa jam kemudian.", "Akun memakai foto berseragam dinas.",
  "Unggahan dibuat pada jam kerja.",         NULL,
};

static const char *const neutrality_n03_titles[] = {
  "Aparatur hadir di kampanye di {desa}",
  "Dugaan dukungan pada deklarasi di {kec}",
  NULL,
};

static const char *const neutrality_n03_openings[] = {
  "Pada kampanye di {lokasi}, {desa}, pukul {jam} terlihat aparatur yang duduk di barisan depan "
  "dan ikut bersorak.",
  "Seorang pejabat kecamatan menghadiri deklarasi pasangan calon di {desa} dan naik ke panggung.",
  NULL,
};

static const char *const neutrality_n03_details[] = {
  "Massa yang hadir kira-kira {pemilih} orang.",
  "Yang bersangkutan memakai kaus bergambar pasangan calon.",
  "Kegiatan berlangsung pada hari kerja.",
  "Pengawas hadir dengan surat tugas dan mencatat jalannya acara.",
  "Rekaman video sepanjang {m} detik tersedia.",
  NULL,
};

static const char *const neutrality_n05_titles[] = {
  "Pose nomor calon oleh perangkat {desa}",
  "Foto bersama bakal calon beredar di {kec}",
  NULL,
};

static const char *const neutrality_n05_openings[] = {
  "Beredar foto perangkat desa di {desa} berpose dengan nomor salah satu pasangan calon di "
  "{lokasi}.",
  "Foto bersama bakal calon diunggah ke {grup} dan menampilkan {n} orang berseragam.",
  NULL,
};

static const char *const neutrality_n05_details[] = {
  "Foto diambil di dalam kantor.",
  "Wajah dan atribut terlihat jelas.",
  "Foto diterima pengawas pukul {jam}.",
  "Belum diketahui siapa yang pertama mengunggah.",
  NULL,
};

static const char *const neutrality_n08_titles[] = {
  "Ajakan memilih pada rapat di {desa}",
  "Pembagian bantuan disertai ajakan di {desa}",
  NULL,
};

static const char *const neutrality_n08_openings[] = {
  "Dalam rapat warga di {lokasi}, {desa}, pukul {jam} disampaikan ajakan untuk memilih salah satu "
  "pasangan calon.",
  "Bantuan dibagikan kepada warga {desa} disertai pesan agar mengingat nomor urut pasangan calon "
  "tertentu.",
  NULL,
};

static const char *const neutrality_n08_details[] = {
  "Hadir {m} warga.",
  "Ajakan disampaikan dengan pengeras suara.",
  "Dua saksi bersedia memberi keterangan kepada pengawas.",
  "Daftar hadir rapat sedang diminta.",
  "Tidak ada rekaman suara.",
  NULL,
};

static const char *const neutrality_n11_titles[] = {
  "Mobil dinas di kampanye, {kec}",
  "Fasilitas negara dipakai di {desa}",
  NULL,
};

static const char *const neutrality_n11_openings[] = {
  "Mobil dinas terlihat mengangkut peserta kampanye dari {desa} ke lapangan kecamatan pada pukul "
  "{jam}.",
  "Kursi dan pengeras suara milik kantor dipakai dalam kegiatan pasangan calon di {lokasi}, "
  "{desa}.",
  NULL,
};

static const char *const neutrality_n11_details[] = {
  "Nomor kendaraan dicatat pengawas.",
  "Ada {n} kendaraan pada rombongan itu.",
  "Kegiatan berlangsung {menit} menit.",
  "Foto diambil dari jarak dekat.",
  NULL,
};

static const PantauSeedTheme neutrality_themes[] = {
  { "n01", neutrality_n01_titles, neutrality_n01_openings, neutrality_n01_details },
  { "n04", neutrality_n04_titles, neutrality_n04_openings, neutrality_n04_details },
  { "n03", neutrality_n03_titles, neutrality_n03_openings, neutrality_n03_details },
  { "n05", neutrality_n05_titles, neutrality_n05_openings, neutrality_n05_details },
  { "n08", neutrality_n08_titles, neutrality_n08_openings, neutrality_n08_details },
  { "n11", neutrality_n11_titles, neutrality_n11_openings, neutrality_n11_details },
};

static const char *const neutrality_endings[] = {
  "Perlu penelusuran dan klarifikasi lebih lanjut.",
  "Mohon dikaji sesuai ketentuan sebelum diteruskan.",
  "Identitas pelapor tidak dicatat di sini.",
  "Bukti pendukung dilampirkan terpisah.",
  NULL,
};

static const char *const other_politik_uang_titles[] = {
  "Pembagian amplop di {desa}",
  "Paket sembako menjelang hari tenang di {desa}",
  NULL,
};

static const char *const other_politik_uang_openings[] = {
  "Pengawas menerima informasi pembagian amplop kepada warga di sekitar {lokasi}, {desa}, pukul "
  "{jam}.",
  "Paket sembako dengan stiker pasangan calon dibagikan di {desa} kepada sekitar {m} rumah.",
  NULL,
};

static const char *const other_politik_uang_details[] = {
  "Isi amplop diduga lima puluh ribu rupiah.",
  "Sebuah paket diamankan sebagai barang bukti.",
  "Penerima belum bersedia memberi keterangan tertulis.",
  "Pembagian dilakukan dari rumah ke rumah.",
  "Kejadian berlangsung sekitar {menit} menit.",
  NULL,
};

static const char *const other_apk_titles[] = {
  "Alat peraga di tempat terlarang, {desa}",
  "Baliho dipaku di pohon, {kec}",
  NULL,
};

static const char *const other_apk_openings[] = {
  "Sebanyak {n} alat peraga kampanye terpasang di halaman {lokasi}, {desa}.",
  "Baliho dipaku pada pohon di sepanjang jalan {desa} dan menghalangi rambu.",
  NULL,
};

static const char *const other_apk_details[] = {
  "Panwascam sudah menyurati pengurus partai.",
  "Penertiban dijadwalkan bersama Satpol PP.",
  "Pemilik alat peraga belum diketahui.",
  "Ukuran baliho kira-kira tiga kali empat meter.",
  NULL,
};

static const char *const other_kampanye_masa_tenang_titles[] = {
  "Kegiatan di masa tenang, {desa}",
  "Selebaran di masa tenang, {desa}",
  NULL,
};

static const char *const other_kampanye_masa_tenang_openings[] = {
  "Pada masa tenang masih ada kegiatan yang mengumpulkan {m} orang di {lokasi}, {desa}, pukul "
  "{jam}.",
  "Selebaran pasangan calon dibagikan di {desa} pada masa tenang.",
  NULL,
};

static const char *const other_kampanye_masa_tenang_details[] = {
  "Kegiatan bubar setelah pengawas datang.",
  "Selebaran diamankan {n} lembar.",
  "Penyelenggara kegiatan mengaku tidak tahu larangannya.",
  NULL,
};

static const char *const other_prosedur_pungut_hitung_titles[] = {
  "Pembukaan TPS {tps} {desa} terlambat",
  "Pemilih memakai undangan orang lain di {desa}",
  "Salinan hasil TPS {tps} tidak ditempel",
  NULL,
};

static const char *const other_prosedur_pungut_hitung_openings[] = {
  "TPS {tps} {desa} baru dibuka pukul {jam} karena KPPS belum lengkap.",
  "Di TPS {tps} {desa} seorang pemilih ditolak karena namanya sudah dipakai orang lain.",
  "Salinan hasil penghitungan TPS {tps} {desa} tidak ditempel sampai pukul {jam}.",
  NULL,
};

static const char *const other_prosedur_pungut_hitung_details[] = {
  "Saksi partai menyatakan keberatan secara tertulis.",
  "Kejadian dicatat dalam formulir kejadian khusus.",
  "Pengawas memberi saran perbaikan lisan.",
  "Terdapat {pemilih} nama dalam daftar pemilih tetap.",
  "KPPS mengakui kelalaian itu.",
  NULL,
};

static const char *const other_hak_pilih_titles[] = {
  "Pemilih tidak terdaftar di {desa}",
  "Data pemilih ganda di TPS {tps} {desa}",
  NULL,
};

static const char *const other_hak_pilih_openings[] = {
  "Sebanyak {n} warga {desa} tidak masuk daftar pemilih padahal memilih pada pemilihan yang lalu.",
  "Pada daftar pemilih TPS {tps} {desa} ditemukan {n} nama ganda.",
  NULL,
};

static const char *const other_hak_pilih_details[] = {
  "PPS diminta memeriksa dokumen kependudukan.",
  "Warga datang ke {lokasi} untuk bertanya.",
  "Perbaikan dijanjikan sebelum hari pemungutan.",
  NULL,
};

static const char *const other_anak_titles[] = {
  "Anak dilibatkan dalam kampanye di {desa}",
  NULL,
};

static const char *const other_anak_openings[] = {
  "Pada kampanye di {lokasi}, {desa}, pukul {jam} terlihat sekitar {m} anak memakai atribut "
  "pasangan calon.",
  NULL,
};

static const char *const other_anak_details[] = {
  "Panitia sudah diingatkan secara lisan.",
  "Anak-anak datang bersama orang tuanya.",
  "Foto diambil tanpa menampilkan wajah.",
  "Kegiatan berlangsung {menit} menit.",
  NULL,
};

static const PantauSeedTheme other_themes[] = {
  { "politik-uang", other_politik_uang_titles, other_politik_uang_openings,
    other_politik_uang_details },
  { "apk", other_apk_titles, other_apk_openings, other_apk_details },
  { "kampanye-masa-tenang", other_kampanye_masa_tenang_titles, other_kampanye_masa_tenang_openings,
    other_kampanye_masa_tenang_details },
  { "prosedur-pungut-hitung", other_prosedur_pungut_hitung_titles,
    other_prosedur_pungut_hitung_openings, other_prosedur_pungut_hitung_details },
  { "hak-pilih", other_hak_pilih_titles, other_hak_pilih_openings, other_hak_pilih_details },
  { "anak", other_anak_titles, other_anak_openings, other_anak_details },
};

static const char *const other_endings[] = {
  "Mohon petunjuk untuk penanganan selanjutnya.",
  "Bahan ini diteruskan untuk kajian awal.",
  "Panwascam {kec} akan meminta keterangan besok.",
  "Bukti disimpan di sekretariat.",
  NULL,
};

static const char *const activity_nihil_titles[] = {
  "Nihil: pengawasan di {desa}",
  "Patroli di {kec}, nihil",
  "Laporan nihil {desa}",
  NULL,
};

static const char *const activity_nihil_openings[] = {
  "Pengawasan di {desa} sejak pukul {jam} tidak menemukan dugaan pelanggaran.",
  "Patroli masa tenang di {desa} dan sekitarnya selesai pukul {jam}; hasilnya nihil.",
  "Sampai pukul {jam} tidak ada kejadian menonjol di {n} TPS di {desa}.",
  NULL,
};

static const char *const activity_nihil_details[] = {
  "Rute patroli ditempuh dengan {moda} selama {menit} menit.",
  "Cuaca mendung tetapi tidak hujan.",
  "PKD bertemu dengan KPPS di {lokasi}.",
  "Alat peraga di jalan poros sudah bersih.",
  "Petugas berikutnya akan mengulang rute ini sore hari.",
  NULL,
};

static const char *const activity_sesuai_titles[] = {
  "Serah terima logistik {desa}",
  "Pengawasan penghitungan TPS {tps} {desa}",
  NULL,
};

static const char *const activity_sesuai_openings[] = {
  "Serah terima logistik untuk {n} TPS di {desa} berlangsung di {lokasi} mulai pukul {jam}.",
  "Pengawasan penghitungan suara di TPS {tps} {desa} selesai pukul {jam} tanpa keberatan saksi.",
  NULL,
};

static const char *const activity_sesuai_details[] = {
  "Segel semua kotak utuh dan nomornya cocok.",
  "Logistik diangkut dengan {moda} dan dibungkus plastik.",
  "Jumlah surat suara sesuai berita acara.",
  "Hadir {m} orang termasuk saksi dan keamanan.",
  "Gudang kering dan dijaga bergantian.",
  NULL,
};

static const char *const activity_saran_perbaikan_titles[] = {
  "Saran perbaikan untuk TPS {tps} {desa}",
  "Jalan masuk TPS {tps} {desa} perlu dibenahi",
  NULL,
};

static const char *const activity_saran_perbaikan_openings[] = {
  "Pada pemeriksaan pukul {jam} letak bilik suara TPS {tps} {desa} membelakangi pintu sehingga "
  "diberi saran perbaikan.",
  "Jalan masuk ke {lokasi}, lokasi TPS {tps} {desa}, terlalu tinggi bagi pemilih berkursi roda.",
  NULL,
};

static const char *const activity_saran_perbaikan_details[] = {
  "KPPS langsung memindahkan bilik.",
  "Papan landai akan dibuat oleh perangkat desa.",
  "Saran disampaikan lisan dan dicatat.",
  "Perbaikan akan diperiksa lagi besok pukul {jam}.",
  NULL,
};

static const char *const activity_kerawanan_titles[] = {
  "Pemetaan TPS rawan di {desa}",
  "Pemeriksaan lokasi TPS {tps} {desa}",
  NULL,
};

static const char *const activity_kerawanan_openings[] = {
  "Pemetaan di {desa} mencatat {n} TPS rawan banjir bila Sungai {sungai} naik lebih dari {cm} cm.",
  "Lokasi TPS {tps} {desa} di {lokasi} diperiksa pukul {jam}; jalan ke sana mudah terputus.",
  NULL,
};

static const char *const activity_kerawanan_details[] = {
  "Koordinat diambil dan disimpan.",
  "Lokasi cadangan di desa yang sama sudah disepakati.",
  "Sinyal hanya ada di halaman depan.",
  "Waktu tempuh ke kecamatan {menit} menit dengan {moda}.",
  "Ada sekitar {pemilih} pemilih di TPS ini.",
  NULL,
};

static const char *const activity_informasi_awal_titles[] = {
  "Penelusuran informasi awal di {desa}",
  NULL,
};

static const char *const activity_informasi_awal_openings[] = {
  "Penelusuran atas informasi yang masuk tentang kegiatan di {lokasi}, {desa}, dilakukan mulai "
  "pukul {jam}.",
  NULL,
};

static const char *const activity_informasi_awal_details[] = {
  "Sebanyak {m} warga dimintai keterangan secara lisan.",
  "Belum ada bukti yang cukup.",
  "Penelusuran dilanjutkan dalam tujuh hari.",
  "Pengawas bergerak berdua dengan {moda}.",
  NULL,
};

static const PantauSeedTheme activity_themes[] = {
  { "nihil", activity_nihil_titles, activity_nihil_openings, activity_nihil_details },
  { "sesuai", activity_sesuai_titles, activity_sesuai_openings, activity_sesuai_details },
  { "saran-perbaikan", activity_saran_perbaikan_titles, activity_saran_perbaikan_openings,
    activity_saran_perbaikan_details },
  { "kerawanan", activity_kerawanan_titles, activity_kerawanan_openings,
    activity_kerawanan_details },
  { "informasi-awal", activity_informasi_awal_titles, activity_informasi_awal_openings,
    activity_informasi_awal_details },
};

static const char *const activity_endings[] = {
  "Demikian laporan hasil pengawasan.",
  "Formulir A akan disusun dari catatan ini.",
  "Kegiatan dilakukan sesuai surat tugas.",
  "Dokumentasi disimpan di sekretariat Panwascam {kec}.",
  NULL,
};

const PantauSeedKind pantau_seed_kinds[] = {
  { "risk", 45, risk_themes, G_N_ELEMENTS (risk_themes), risk_endings },
  { "hoax", 20, hoax_themes, G_N_ELEMENTS (hoax_themes), hoax_endings },
  { "neutrality", 12, neutrality_themes, G_N_ELEMENTS (neutrality_themes), neutrality_endings },
  { "other", 8, other_themes, G_N_ELEMENTS (other_themes), other_endings },
  { "activity", 15, activity_themes, G_N_ELEMENTS (activity_themes), activity_endings },
};

const guint pantau_seed_n_kinds = G_N_ELEMENTS (pantau_seed_kinds);
