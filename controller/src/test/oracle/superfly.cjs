// Asks superfly-timeline, an independent resolver (npm, MIT), who has a screen when objects overlap.
//
//   npm install --prefix /tmp/oracle superfly-timeline@9.2.0
//   NODE_PATH=/tmp/oracle/node_modules node superfly.cjs vectors 10000 ../resources/ledwall/controller/schedule/superfly.txt.gz
//   NODE_PATH=/tmp/oracle/node_modules node superfly.cjs day ROUNDS IN OUT      (for controller/bin/bench schedule)
//
// vectors: the first line names the ids; each other line is a schedule and what became of it: OBJECTS|SEGMENTS, both of fixed-width fields in base 36.
//   object: id's index, priority, start, end. segment: start, end, id's index. An id may have several objects, which neither touch nor overlap.
// day: IN has a line ID LAYER PRIORITY START END for each object; OUT gets a line LAYER START END ID for each segment, and the milliseconds of each round are printed.
'use strict'
const fs = require('node:fs')
const zlib = require('node:zlib')
const { resolveTimeline } = require('superfly-timeline')

// It takes no '-' in an id, and is asked about no id of digits alone, which an object would reorder.
const IDS = ['a', 'a0', 'a1', 'a10', 'a2', 'b', 'z', 'z0', 'aa', 'ab', 'b1', 'b10']

/** mulberry32: the same numbers on every machine. */
function dice(seed) {
	let state = seed >>> 0
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = state
		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) % below
	}
}

function segments(objects) {
	const resolved = resolveTimeline(objects, { time: 0 })
	const out = []
	for (const object of Object.values(resolved.objects)) {
		const own = object.resolved.instances.map((each) => [each.start, each.end]).sort((a, b) => a[0] - b[0])
		const merged = []
		for (const [start, end] of own) {
			// It cuts an object in two where another with which it shares an edge begins; for us that is one segment.
			if (merged.length > 0 && merged[merged.length - 1][1] === start) merged[merged.length - 1][1] = end
			else merged.push([start, end])
		}
		for (const [start, end] of merged) if (start < end) out.push({ id: object.id, layer: object.layer, start, end })
	}
	return out.sort((a, b) => a.start - b.start)
}

function vectors(count, file) {
	const lines = [IDS.join(' ')]
	const digit = (value) => value.toString(36)
	for (let n = 0; n < count; n++) {
		const roll = dice(n + 1)
		const objects = []
		let text = ''
		const first = roll(IDS.length)
		const rules = 1 + roll(7)
		const priorities = 1 + roll(9)
		for (let r = 0; r < rules; r++) {
			const index = (first + r * 5) % IDS.length
			const priority = roll(priorities)
			const enable = []
			let start = 1 + roll(24)
			for (let windows = roll(4) === 0 ? 2 : 1; windows > 0 && start < 34; windows--) {
				const end = Math.min(35, start + 1 + roll(10))
				enable.push({ start, end })
				text += digit(index) + digit(priority) + digit(start) + digit(end)
				start = end + 1 + roll(5)
			}
			objects.push({ id: IDS[index], layer: 'screen', priority, enable: enable.length === 1 ? enable[0] : enable, content: {} })
		}
		lines.push(text + '|' + segments(objects).map((each) => digit(each.start) + digit(each.end) + digit(IDS.indexOf(each.id))).join(''))
	}
	fs.writeFileSync(file, zlib.gzipSync(lines.join('\n') + '\n', { level: 9 }))
}

function day(rounds, input, output) {
	const objects = fs.readFileSync(input, 'utf8').trim().split('\n').map((line) => {
		const [id, layer, priority, start, end] = line.split(' ')
		return { id, layer, priority: Number(priority), enable: { start: Number(start), end: Number(end) }, content: {} }
	})
	for (let round = 0; round < rounds; round++) {
		const began = process.hrtime.bigint()
		resolveTimeline(objects, { time: 0 })
		console.log(Number(process.hrtime.bigint() - began) / 1e6)
	}
	fs.writeFileSync(output, segments(objects).map((each) => `${each.layer} ${each.start} ${each.end} ${each.id}\n`).join(''))
}

const [mode, ...rest] = process.argv.slice(2)
if (mode === 'vectors') vectors(Number(rest[0]), rest[1])
else if (mode === 'day') day(Number(rest[0]), rest[1], rest[2])
else {
	console.error('usage: superfly.cjs vectors COUNT FILE | day ROUNDS IN OUT')
	process.exit(64)
}
