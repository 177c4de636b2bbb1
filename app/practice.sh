# SPDX-License-Identifier: GPL-3.0-or-later
# A practice province that stays: its homes, its samples, and who keeps it running. Sourced by app/run; the caller has set -eu, `top`, `say`, `ctl` and
# `province`.
#
#   $practice/provinsi       the province, on a port of its own for ever (homes remember the address)
#   $practice/lapangan,meja,kecamatan,identitas,pemprov  the homes that windows open; $practice/orang-N those who only recorded once
#   $practice/kunci          the recovery key, the officer's request, the list that it signs: a real one never is on such a machine
#   $practice/dipakai        a lock that each window's run holds: who ends last stops the province
#   $practice/lengkap        all of it was made; without it, it is made again

practice=${XDG_DATA_HOME:-$HOME/.local/share}/pantau-latihan

# Where people of the practice work: name, position, region, how many records.
practice_people () {
  cat <<'END'
Pengawas Latihan 2|Panwaslu Kecamatan|16.13.04|30
Pengawas Latihan 3|Panwaslu Kecamatan|16.13.03|30
Pengawas Latihan 4|Bawaslu Kabupaten|16.05|50
Pengawas Latihan 5|Bawaslu Kabupaten|16.06|50
Pengawas Latihan 6|Bawaslu Kota|16.71|40
END
}

practice_url () {
  sed -n 's/^ready //p' "$practice/siap" 2>/dev/null
}

# TRUE where the process that our file names is our province, and not one that got its number later.
practice_is_served () {
  pid=$(cat "$practice/provinsi.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null &&
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "pantau-province .*$practice/provinsi"
}

practice_serve () {
  ! practice_is_served || return 0
  port=$(cat "$practice/port" 2>/dev/null || echo 0)
  : >"$practice/siap"
  # Without our locks: it outlives this run where another window is open.
  setsid "$province" serve --dir "$practice/provinsi" --listen "127.0.0.1:$port" \
    >"$practice/siap" 2>"$practice/provinsi.log" 8>&- 9>&- </dev/null &
  echo $! >"$practice/provinsi.pid"
  for _ in $(seq 100); do
    [ -z "$(practice_url)" ] || break
    practice_is_served || break
    sleep 0.1
  done
  if [ -z "$(practice_url)" ]; then
    cat "$practice/provinsi.log" >&2
    say "Provinsi latihan tidak dapat dijalankan. Mulai dari awal dengan: app/run --fresh"
    return 1
  fi
  practice_url | sed 's/.*://' >"$practice/port"
}

practice_stop () {
  practice_is_served || return 0
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do
    practice_is_served || break
    sleep 0.1
  done
  rm -f "$practice/provinsi.pid"
}

# practice_enroll HOME CODE NAME POSITION ROLE REGION
practice_enroll () {
  "$ctl" --home "$practice/$1" init --practice
  code=$("$province" invite --dir "$practice/provinsi" --role "$5" --region "$6" \
    --person "{\"code\":\"$2\",\"name\":\"$3\",\"position\":\"$4\",\"letter\":\"ST-LATIHAN/$2\"}")
  "$ctl" --home "$practice/$1" enroll --server "$(practice_url)" "$code" >/dev/null
}

practice_sync () {
  "$ctl" --home "$practice/$1" sync >/dev/null 2>&1
}

# The desk works: the first N records of a kind take a step.
practice_steps () {
  kind=$1 status=$2 n=$3
  "$ctl" --home "$practice/meja" list --kind "$kind" --json | sed -n 's/.*"id":"\([^"]*\)".*"status":"baru".*/\1/p' |
    head -n "$n" | while read -r id; do
      "$ctl" --home "$practice/meja" status "$id" "$status"
    done
}

# An identity officer, named as a real one is: by a list that the recovery key signs. First of all, so that those who come later know that key from their grant.
practice_officer () {
  rm -rf "$practice/kunci"
  mkdir -p "$practice/kunci"
  "$province" keys recovery "$practice/kunci/pemulihan.json" --without-passphrase >/dev/null
  practice_enroll identitas LAT-200 "Petugas Identitas Latihan" "Bawaslu Provinsi" identity 16
  "$ctl" --home "$practice/identitas" identity key >"$practice/kunci/permintaan.json" 2>/dev/null
  "$province" keys sign "$practice/kunci/petugas.json" --key "$practice/kunci/pemulihan.json" \
    --add "$practice/kunci/permintaan.json" >/dev/null
  "$province" keys set --dir "$practice/provinsi" "$practice/kunci/petugas.json" >/dev/null
  practice_sync identitas
}

# The desk hands a case to the Gubernur as PPK (Kepegawaian) and tells Pemprov's team what it may know; the reply is awaited. On another one it is overdue.
practice_release () {
  forward=$("$ctl" --home "$practice/meja" forward "$1" kesbangpol --channel surat --letter "$2" --when "$(date -d "$3" +%Y-%m-%dT10:00)" --reply-due "$(date -d "$4" +%Y-%m-%d)")
  "$ctl" --home "$practice/meja" release "$1" "$forward" --text "$5" >/dev/null
}

practice_releases () {
  practice_release "$1" 214/PM.05/K.SS/11/2024 '-8 days' '+6 days' \
    "Delapan kepala desa di Muara Enim dilaporkan memihak; kajian menyimpulkan pelanggaran peraturan lain. Mohon pembinaan."
  other=$("$ctl" --home "$practice/meja" list --kind neutrality --json | sed -n 's/.*"id":"\([^"]*\)".*/\1/p' | grep -v "$1" | head -n 1)
  [ -z "$other" ] || practice_release "$other" 198/PM.05/K.SS/11/2024 '-20 days' '-3 days' \
    "Seorang pegawai dinas hadir dalam kampanye dengan seragam dinas. Mohon penjatuhan hukuman disiplin dan kabar hasilnya."
}

practice_samples () {
  practice_officer
  practice_enroll lapangan LAT-001 "Pengawas Latihan 1" "Tim pengawas lapangan" field 16
  practice_enroll meja LAT-100 "Meja Latihan" "Bawaslu Provinsi" desk 16
  practice_enroll kecamatan LAT-110 "Meja Kecamatan Latihan" "Panwaslu Kecamatan" desk 16.13.04
  practice_enroll pemprov LAT-300 "Tim Pemantau Latihan" "Badan Kesbangpol Provinsi" pemprov 16

  # The real events, as they were in 2024.
  for kind in hoax neutrality other activity risk; do
    last=$("$ctl" --home "$practice/lapangan" record --kind "$kind" "$top/data/reference/contoh/$kind.json")
    [ "$kind" != neutrality ] || reported=$last
  done
  practice_sync lapangan

  # Somebody who does not exist reports it; the desk wants to reach them. The officer's window has something to open and to answer.
  printf '%s' '{"name":"Pelapor Latihan","address":"Jl. Contoh 1, Muara Enim","phone":"0800 0000 0000"}' |
    "$ctl" --home "$practice/lapangan" identity seal "$reported" --person reporter - >/dev/null
  practice_sync lapangan
  practice_sync meja
  "$ctl" --home "$practice/meja" identity ask "$reported" --person reporter --text "Apakah pelapor bersedia diklarifikasi minggu ini?" >/dev/null

  n=1
  practice_people | while IFS='|' read -r name position region records; do
    n=$((n + 1))
    practice_enroll "orang-$n" "LAT-00$n" "$name" "$position" field "$region"
    "$ctl" --home "$practice/orang-$n" seed "$records" --seed "$n" --region "$region" >/dev/null
    # Somebody recorded where they do not work: the province takes it, and shows it to the desk alone.
    [ "$n" != 2 ] || printf '%s' '{"region":"16.71.12","places":[{"village":"36 Ilir","region":"16.71.12","tps":[4]}],"occurred":"2024-11-27T08:10:00+07:00","title":"Kotak suara basah di TPS 4","narrative":"Dilihat sewaktu lewat; bukan wilayah tugas."}' |
      "$ctl" --home "$practice/orang-$n" record --kind risk - >/dev/null 2>&1
    practice_sync "orang-$n"
  done

  # The desk reads and decides.
  practice_sync meja
  "$ctl" --home "$practice/meja" note "$last" "Sudah diteruskan ke KPU kabupaten; mohon kabar bila air naik lagi."
  practice_steps risk diverifikasi 12
  practice_steps risk ditindaklanjuti 5
  practice_steps risk perlu-dilengkapi 3 2>/dev/null || true
  practice_steps activity selesai 8
  practice_steps hoax diverifikasi 6
  # The hoax desk: claims with sightings of the last days, verdicts, requests whose replies are due.
  "$ctl" --home "$practice/meja" seed 0 --claims >/dev/null
  practice_releases "$reported"
  practice_sync meja
  practice_sync lapangan
  practice_sync kecamatan
  practice_sync pemprov

  # Two of them change one field without having heard of each other: a difference, to be settled.
  "$ctl" --home "$practice/lapangan" set "$last" severity=4
  "$ctl" --home "$practice/meja" set "$last" severity=5
  "$ctl" --home "$practice/lapangan" note "$last" "Air mulai surut pukul 16.00; jalan masih tertutup lumpur."
  practice_sync meja
  practice_sync lapangan
  practice_sync meja
  practice_sync lapangan

  # Written after the last signal: on their way when the window opens.
  "$ctl" --home "$practice/lapangan" note "$last" "Logistik dipindahkan ke balai desa."
}

# Makes what is missing and keeps it running until practice_leave(). Once for a run.
practice_enter () {
  mkdir -p "$practice"
  exec 8>"$practice/dipakai" 9>"$practice/mulai"
  flock 9
  if [ -n "${1:-}" ]; then
    flock -n -x 8 || { say "Jendela latihan masih terbuka; tutup dahulu, lalu ulangi --fresh."; return 1; }
    practice_stop
    rm -f "$practice/lengkap"
  fi
  # Made by a program that knew no identity officers, or no Pemprov.
  if [ -e "$practice/lengkap" ] && { [ ! -e "$practice/identitas" ] || [ ! -e "$practice/pemprov" ]; } && flock -n -x 8; then
    rm -f "$practice/lengkap"
  fi
  if [ ! -e "$practice/lengkap" ]; then
    practice_stop
    rm -rf "$practice/provinsi" "$practice/lapangan" "$practice/meja" "$practice/kecamatan" "$practice/identitas" "$practice/pemprov" "$practice"/orang-* "$practice/port"
    say "Provinsi latihan dibuat, dengan contoh-contoh nyata (sekali saja) …"
    "$province" init --dir "$practice/provinsi" --practice
    practice_serve
    practice_samples
    : >"$practice/lengkap"
  fi
  practice_serve
  flock -s 8
  flock -u 9
}

# The last one out turns off the light.
practice_leave () {
  flock 9
  flock -u 8
  ! flock -n -x 8 || practice_stop
  exec 8>&- 9>&-
}
